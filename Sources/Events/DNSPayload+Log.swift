// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a DNS payload.
extension DNSPayload: EventLogTimedRecord {
  static var blank: DNSPayload {
    DNSPayload(
      time: Instant(nanoseconds: 0), owner: .blank, peer: .blank, isAnswer: false, payload: [])
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("owner", &owner)
    coder.field("cookie", &cookie)
    coder.field("peer", &peer)
    coder.field("net_namespace", &netNamespace)
    coder.field("transport", &transport.number)
    coder.field("answer", &isAnswer)
    coder.field("payload", &payload)
    coder.field("cut", &isCut)
    coder.field("loopback", &isLoopback)
  }
}
