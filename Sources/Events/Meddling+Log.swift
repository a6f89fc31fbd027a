// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a hand in another process.
extension Meddling: EventLogTimedRecord {
  static var blank: Meddling {
    Meddling(time: Instant(nanoseconds: 0), actor: .blank, target: 0, call: .ptrace)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("actor", &actor)
    coder.field("target", &target)
    coder.field("call", &call)
  }
}
