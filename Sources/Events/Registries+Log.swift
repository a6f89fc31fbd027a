// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads registries.
extension Registries: EventLogTimedRecord {
  static var blank: Registries {
    Registries(time: Instant(nanoseconds: 0), process: .blank, endpoints: [])
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("process", &process)
    coder.field("endpoints", &endpoints)
  }
}
