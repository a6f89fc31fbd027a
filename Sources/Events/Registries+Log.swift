// SPDX-License-Identifier: Apache-2.0

/// The fields of `Registries` in the event log.
extension Registries: EventLogTimedRecord {
  static var blank: Registries {
    Registries(time: Instant(nanoseconds: 0), process: .blank, endpoints: [])
  }

  mutating func describe(to coder: inout EventLogCoder) {
    coder.field("process", &process)
    coder.field("endpoints", &endpoints)
  }
}
