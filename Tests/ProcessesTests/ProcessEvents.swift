// SPDX-License-Identifier: Apache-2.0

import Events

/// Short spellings of events. Times are seconds; a process starts at its pid's second.
enum ProcessEvents {
  static func at(_ seconds: UInt64) -> Instant { Instant(nanoseconds: seconds * 1_000_000_000) }

  static func id(_ pid: UInt32, start: UInt64? = nil) -> ProcessID {
    ProcessID(pid: pid, start: Instant(nanoseconds: start ?? UInt64(pid)))
  }

  static func actor(_ id: ProcessID, _ program: UInt64) -> Actor {
    Actor(process: id, thread: id.pid, program: ProgramID(rawValue: program))
  }

  static func fork(
    _ parent: ProcessID, _ child: ProcessID, program: UInt64, at time: UInt64 = 1
  ) -> Fork {
    Fork(
      time: at(time), parent: actor(parent, program), child: actor(child, program),
      name: "fork")
  }

  static func exec(
    _ id: ProcessID, program: UInt64, parent: ProcessID, file: String = "/bin/x",
    isOlder: Bool = false, at time: UInt64 = 1
  ) -> Exec {
    Exec(
      time: at(time), actor: actor(id, program), parent: parent, previous: .unknown,
      executable: file, file: file, arguments: [file], name: "exec", user: 0,
      isOlderThanEgret: isOlder)
  }

  static func exit(_ id: ProcessID, program: UInt64 = 0, at time: UInt64 = 1) -> Exit {
    Exit(time: at(time), actor: actor(id, program), code: 0)
  }
}
