// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a claim.
extension Claim: EventLogTimedRecord {
  static var blank: Claim {
    Claim(
      time: Instant(nanoseconds: 0), owner: .blank, cookie: 0, peer: .blank, said: .blank)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    var depth = UInt64(clamping: depth)
    coder.field("owner", &owner)
    coder.field("cookie", &cookie)
    coder.field("peer", &peer)
    coder.field("net_namespace", &netNamespace)
    coder.field("transport", &transport.number)
    coder.field("loopback", &isLoopback)
    coder.field("depth", &depth)
    coder.field("said", &said)
    self.depth = Int(clamping: depth)
  }
}
