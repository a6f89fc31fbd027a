// SPDX-License-Identifier: Apache-2.0

/// The payload of a DNS message that reached or left a watched socket.
package struct DNSPayload: Hashable, Sendable {
  package var time: Instant
  package var owner: Actor
  package var cookie: UInt64
  /// The resolver.
  package var peer: Endpoint
  package var netNamespace: UInt32
  package var transport: TransportProtocol
  package var isAnswer: Bool
  package var payload: [UInt8]
  /// The packet was longer than was taken.
  package var isCut: Bool
  /// It went by the loopback interface.
  package var isLoopback: Bool

  package init(
    time: Instant, owner: Actor, cookie: UInt64 = 0, peer: Endpoint, netNamespace: UInt32 = 0,
    transport: TransportProtocol = .udp, isAnswer: Bool, payload: [UInt8], isCut: Bool = false,
    isLoopback: Bool = false
  ) {
    self.time = time
    self.owner = owner
    self.cookie = cookie
    self.peer = peer
    self.netNamespace = netNamespace
    self.transport = transport
    self.isAnswer = isAnswer
    self.payload = payload
    self.isCut = isCut
    self.isLoopback = isLoopback
  }
}
