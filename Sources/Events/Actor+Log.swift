// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an actor.
extension Actor: EventLogRecord {
  static var blank: Actor {
    Actor(process: .blank, thread: 0, program: .unknown)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    process.describe(to: &coder)
    coder.field("tid", &thread)
    coder.field("program", &program.rawValue)
  }
}

extension ProcessID: EventLogRecord {
  static var blank: ProcessID {
    ProcessID(pid: 0, start: Instant(nanoseconds: 0))
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("pid", &pid)
    coder.field("start", &start)
  }
}
