// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a segment of a stream.
extension StreamSegment: EventLogTimedRecord {
  static var blank: StreamSegment {
    StreamSegment(
      time: Instant(nanoseconds: 0), owner: .blank, cookie: 0, peer: .blank, isInbound: false,
      offset: 0, bytes: [])
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("owner", &owner)
    coder.field("cookie", &cookie)
    coder.field("peer", &peer)
    coder.field("net_namespace", &netNamespace)
    coder.field("transport", &transport.number)
    coder.field("inbound", &isInbound)
    coder.field("offset", &offset)
    coder.field("bytes", &bytes)
    coder.field("cut", &isCut)
    coder.field("loopback", &isLoopback)
  }
}
