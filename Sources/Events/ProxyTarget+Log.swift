// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads what a proxy was told.
extension ProxyTarget: EventLogRecord {
  static var blank: ProxyTarget { ProxyTarget(way: .connect, host: "", port: 0) }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("way", &way)
    coder.required("host", &host)
    coder.field("port", &port)
  }
}
