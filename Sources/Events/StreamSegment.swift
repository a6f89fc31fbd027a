// SPDX-License-Identifier: Apache-2.0

/// Bytes of a TCP connection of a watched socket, as a packet carried them.
package struct StreamSegment: Hashable, Sendable {
  package var time: Instant
  package var owner: Actor
  package var cookie: UInt64
  /// The other side.
  package var peer: Endpoint
  package var netNamespace: UInt32
  package var transport: TransportProtocol
  /// The other side sent it.
  package var isInbound: Bool
  /// Where the first byte stands in its direction of the stream, modulo 2^32.
  package var offset: UInt32
  package var bytes: [UInt8]
  /// The packet had more bytes behind these, which were not taken.
  package var isCut: Bool
  /// It went by the loopback interface.
  package var isLoopback: Bool

  /// It is of a conversation with a resolver.
  package var isOfResolver: Bool { peer.port == 53 && transport.wireNumber == 6 }

  package init(
    time: Instant, owner: Actor, cookie: UInt64, peer: Endpoint, netNamespace: UInt32 = 0,
    transport: TransportProtocol = .tcp, isInbound: Bool, offset: UInt32, bytes: [UInt8],
    isCut: Bool = false, isLoopback: Bool = false
  ) {
    self.time = time
    self.owner = owner
    self.cookie = cookie
    self.peer = peer
    self.netNamespace = netNamespace
    self.transport = transport
    self.isInbound = isInbound
    self.offset = offset
    self.bytes = bytes
    self.isCut = isCut
    self.isLoopback = isLoopback
  }
}
