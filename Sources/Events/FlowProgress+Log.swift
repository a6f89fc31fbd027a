// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads what an open connection has carried.
extension FlowProgress: EventLogTimedRecord {
  static var blank: FlowProgress {
    FlowProgress(
      time: Instant(nanoseconds: 0), cookie: 0, endpoint: .blank, bytesOut: 0, bytesIn: 0)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("cookie", &cookie)
    coder.field("endpoint", &endpoint)
    coder.field("bytes_out", &bytesOut)
    coder.field("bytes_in", &bytesIn)
  }
}
