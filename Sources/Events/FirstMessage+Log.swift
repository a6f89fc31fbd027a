// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a first message.
extension FirstMessage: EventLogTimedRecord {
  static var blank: FirstMessage {
    FirstMessage(
      time: Instant(nanoseconds: 0), state: .awaited, since: Instant(nanoseconds: 0), inode: 0)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("state", &state)
    coder.field("since", &since)
    coder.field("inode", &inode)
  }
}
