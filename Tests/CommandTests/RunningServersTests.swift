// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Servers
import TestKit
import Testing

@testable import egret

@Suite struct RunningServersTests {
  @Test func runningServersHaveTheirPids() {
    let entry = ServerEntry(
      name: "s", transport: .stdio(command: ["/opt/server", "--stdio"]), client: "Cursor",
      scope: .user, file: "/f")
    var other = entry
    other.transport = .stdio(command: ["/opt/other"])
    let running = RunningServers(
      entries: [entry, other],
      processes: [
        Exec.ofThisProcess(["cursor"], program: 1, pid: 100),
        Exec.ofThisProcess(["/opt/server", "--stdio"], program: 2, parent: 100, pid: 101),
        Exec.ofThisProcess(["helper"], program: 3, parent: 101, pid: 102),
        Exec.ofThisProcess(["/opt/server", "--stdio"], program: 4, parent: 1, pid: 103),
        Exec.ofThisProcess(["/opt/server", "--stdio"], program: 5, pid: 104, stdio: .terminal),
      ])
    #expect(running.pids(of: entry) == [101, 103])
    #expect(running.pids(of: other).isEmpty)
    #expect(running.starters(of: entry).map(\.pid) == [100, 1])
    #expect(running.starters(of: other).isEmpty)
  }
}
