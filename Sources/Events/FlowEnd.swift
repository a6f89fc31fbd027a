// SPDX-License-Identifier: Apache-2.0

/// A socket whose destination was reported is closed: how it went, and how much it carried.
package struct FlowEnd: Hashable, Sendable {
  package enum Result: String, Hashable, Sendable, CaseIterable, Codable {
    case unknown, established, refused
    case timedOut = "timed_out"
    case unreachable
    /// Closed before there was an answer.
    case abandoned
  }

  package var time: Instant
  package var owner: Actor
  package var endpoint: Endpoint
  package var cookie: UInt64
  /// When the destination was reported.
  package var began: Instant
  package var bytesOut: UInt64
  package var bytesIn: UInt64
  package var netNamespace: UInt32
  package var transport: TransportProtocol
  package var result: Result

  package init(
    time: Instant, owner: Actor, endpoint: Endpoint, cookie: UInt64, began: Instant,
    bytesOut: UInt64, bytesIn: UInt64, netNamespace: UInt32, transport: TransportProtocol,
    result: Result
  ) {
    self.time = time
    self.owner = owner
    self.endpoint = endpoint
    self.cookie = cookie
    self.began = began
    self.bytesOut = bytesOut
    self.bytesIn = bytesIn
    self.netNamespace = netNamespace
    self.transport = transport
    self.result = result
  }
}
