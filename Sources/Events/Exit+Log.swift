// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an exit.
extension Exit: EventLogTimedRecord {
  static var blank: Exit {
    Exit(time: Instant(nanoseconds: 0), actor: .blank, code: 0)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("actor", &actor)
    coder.field("code", &code)
  }
}
