// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a loss.
extension Loss: EventLogTimedRecord {
  static var blank: Loss {
    Loss(time: Instant(nanoseconds: 0), stage: .decode, total: 0)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("stage", &stage)
    coder.field("total", &total)
  }
}
