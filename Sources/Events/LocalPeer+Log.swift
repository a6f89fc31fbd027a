// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads who was found at the other end.
extension LocalPeer: EventLogTimedRecord {
  static var blank: LocalPeer {
    LocalPeer(time: Instant(nanoseconds: 0), question: .blank, standing: .unknown)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    question.describe(to: &coder)
    coder.field("standing", &standing)
    coder.field("name", &name)
    coder.field("holder", &holder)
  }
}
