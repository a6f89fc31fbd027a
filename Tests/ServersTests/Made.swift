// SPDX-License-Identifier: Apache-2.0

import Events

@testable import Servers

/// Execs and entries, short to write.
enum Made {
  static func exec(
    _ arguments: [String], file: String? = nil, user: UInt32 = 1000, login: UInt32? = nil,
    environment: [String] = [], stdin: Descriptor.Kind = .pipe, isCut: Bool = false
  ) -> Exec {
    let id = ProcessID(pid: 42, start: Instant(nanoseconds: 7))
    return Exec(
      time: Instant(nanoseconds: 9), actor: Actor(process: id, thread: 42, program: .unknown),
      parent: id, previous: .unknown,
      executable: file ?? arguments.first ?? "", file: file ?? arguments.first ?? "",
      arguments: arguments, argumentsAreCut: isCut, environment: environment,
      stdio: [Descriptor(kind: stdin, inode: 1)], name: "x", user: user, login: login)
  }

  static func entry(
    _ name: String, _ command: [String], client: String = "Claude Code", user: UInt32? = 1000,
    directory: String? = nil, environment: [String] = [], isDisabled: Bool = false
  ) -> ServerEntry {
    ServerEntry(
      name: name, transport: .stdio(command: command), client: client, scope: .user, file: "/f",
      user: user, workingDirectory: directory, environment: environment, isDisabled: isDisabled)
  }
}
