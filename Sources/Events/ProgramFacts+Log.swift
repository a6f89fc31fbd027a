// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads what was read of a program.
extension ProgramFacts: EventLogTimedRecord {
  static var blank: ProgramFacts {
    ProgramFacts(time: Instant(nanoseconds: 0), process: .blank, program: .unknown)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("process", &process)
    coder.field("program", &program.rawValue)
    coder.field("user", &userName)
    coder.field("directory", &directory)
    coder.field("sha256", &executable.sha256)
    coder.field("unread", &executable.unavailable)
    coder.field("script", &script)
    coder.field("script_sha256", &scriptDigest.sha256)
    coder.field("script_unread", &scriptDigest.unavailable)
    coder.field("package", &package)
    coder.field("history", &history)
  }
}
