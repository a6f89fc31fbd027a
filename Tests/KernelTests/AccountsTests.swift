// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

@Suite struct AccountsTests {
  @Test func readsHomesOnceAndSkipsServices() {
    let text = """
      root:x:0:0:root:/root:/bin/bash
      toor:x:0:0::/root/:/bin/sh
      daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
      nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
      ann:x:1000:1000:Ann,,,:/home/ann:/bin/zsh
      postgres:x:105:110::/var/lib/postgresql:/bin/bash
      broken:x:1001
      minus:x:-1:0::/home/minus:/bin/sh
      huge:x:99999999999:0::/home/huge:/bin/sh
      rel:x:1002:1002::home/rel:/bin/sh
      top:x:1003:1003::/:/bin/sh
      +::::::
      """
    let accounts = Accounts.parse(Array(text.utf8))
    #expect(accounts.map(\.name) == ["root", "ann", "postgres"])
    #expect(accounts.map(\.home) == ["/root", "/home/ann", "/var/lib/postgresql"])
    #expect(accounts.map(\.user) == [0, 1000, 105])
  }

  @Test func isBounded() {
    let lines = (0..<20_000).map { "u\($0):x:\($0 + 1):1::/home/u\($0):/bin/sh" }
    #expect(Accounts.parse(Array(lines.joined(separator: "\n").utf8)).count == 10_000)
    #expect(Accounts.parse([0, 0xFF, 0x3A, 0x0A]).isEmpty)
  }

  @Test func thisMachineHasRoot() {
    #expect(Accounts.local().contains { $0.user == 0 && $0.home == "/root" })
  }
}
