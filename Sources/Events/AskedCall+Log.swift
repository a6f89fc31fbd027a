// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an asked call.
extension AskedCall: EventLogTimedRecord {
  static var blank: AskedCall {
    AskedCall(time: Instant(nanoseconds: 0), actor: .blank, address: .none, hook: .connect4)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("actor", &actor)
    coder.field("address", &address)
    coder.field("hook", &hook)
    coder.field("index", &index)
    coder.field("inode", &inode)
  }
}
