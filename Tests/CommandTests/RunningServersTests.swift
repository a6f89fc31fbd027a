// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Servers
import Testing

@testable import egret

@Suite struct RunningServersTests {
  /// This process, said to run something else.
  private static func exec(
    _ arguments: [String], user: UInt32 = geteuid(), program: UInt64 = 1, parent: UInt32 = 1,
    pid: UInt32 = UInt32(getpid()), stdio: Descriptor.Kind = .pipe
  ) -> Exec {
    let process = ProcessID(pid: pid, start: Instant(nanoseconds: UInt64(pid)))
    return Exec(
      time: Instant(nanoseconds: UInt64(pid)),
      actor: Actor(process: process, thread: pid, program: ProgramID(rawValue: program)),
      parent: ProcessID(pid: parent, start: Instant(nanoseconds: UInt64(parent))),
      previous: .unknown,
      executable: "/usr/bin/" + (arguments.first ?? ""), file: arguments.first ?? "",
      arguments: arguments, stdio: [Descriptor(kind: stdio, inode: 1)], name: arguments.first ?? "",
      user: user, isOlderThanEgret: true)
  }

  @Test func runningServersHaveTheirPids() {
    let entry = ServerEntry(
      name: "s", transport: .stdio(command: ["/opt/server", "--stdio"]), client: "Cursor",
      scope: .user, file: "/f")
    var other = entry
    other.transport = .stdio(command: ["/opt/other"])
    let running = RunningServers(
      entries: [entry, other],
      processes: [
        Self.exec(["cursor"], program: 1, pid: 100),
        Self.exec(["/opt/server", "--stdio"], program: 2, parent: 100, pid: 101),
        Self.exec(["helper"], program: 3, parent: 101, pid: 102),
        Self.exec(["/opt/server", "--stdio"], program: 4, parent: 1, pid: 103),
        Self.exec(["/opt/server", "--stdio"], program: 5, pid: 104, stdio: .terminal),
      ])
    #expect(running.pids(of: entry) == [101, 103])
    #expect(running.pids(of: other).isEmpty)
  }
}
