// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a flow's end.
extension FlowEnd: EventLogTimedRecord {
  static var blank: FlowEnd {
    FlowEnd(
      time: Instant(nanoseconds: 0), owner: .blank, endpoint: .blank, cookie: 0,
      began: Instant(nanoseconds: 0), bytesOut: 0, bytesIn: 0, netNamespace: 0, transport: .tcp,
      result: .unknown)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("owner", &owner)
    coder.field("endpoint", &endpoint)
    coder.field("cookie", &cookie)
    coder.field("began", &began)
    coder.field("bytes_out", &bytesOut)
    coder.field("bytes_in", &bytesIn)
    coder.field("net_namespace", &netNamespace)
    coder.field("transport", &transport.number)
    coder.field("result", &result)
  }
}
