// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads proxies.
extension Proxies: EventLogTimedRecord {
  static var blank: Proxies { Proxies(time: Instant(nanoseconds: 0), process: .blank) }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("process", &process)
    coder.field("machine", &machine)
    coder.field("starter", &starter)
  }
}
