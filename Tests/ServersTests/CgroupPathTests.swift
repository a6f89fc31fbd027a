// SPDX-License-Identifier: Apache-2.0

import Servers
import Testing

@Suite struct CgroupPathTests {
  @Test(arguments: [
    ("0::/system.slice/orders.service\n", "/system.slice/orders.service"),
    ("12:pids:/x\n1:name=systemd:/system.slice/a.service\n0::/\n", "/system.slice/a.service"),
    ("4:memory:/a\n1:name=systemd:/b\n", "/b"), ("0::/\n", "/"), ("", ""), ("garbage\n:::\n", ""),
    ("1:name=systemd:/v1\n0::/v2\n", "/v2"), ("0::/a:b\n", "/a:b"),
  ])
  func thePathIsOfTheManagersHierarchy(text: String, path: String) {
    #expect(CgroupPath.of(text) == path)
  }

  @Test func aLongPathIsLeftOut() {
    #expect(CgroupPath.of("0::/" + String(repeating: "a", count: 5_000)) == "")
  }
}
