// SPDX-License-Identifier: Apache-2.0

package import Events
import Foundation

/// Execs for tests that need a process that is there.
extension Exec {
  /// This process, said to run something else.
  package static func ofThisProcess(
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
}
