// SPDX-License-Identifier: Apache-2.0

/// What a process said on a connection of where it wants to go: names only, never other bytes. It can
/// raise an alert and name an address that has no name; it never makes anything expected.
package struct Claim: Hashable, Sendable {
  package var time: Instant
  package var owner: Actor
  package var cookie: UInt64
  /// The other side, as packets carry it: a proxy's address, where it is one.
  package var peer: Endpoint
  package var netNamespace: UInt32
  /// UDP for QUIC.
  package var transport: TransportProtocol
  /// It went by the loopback interface.
  package var isLoopback: Bool
  /// Proxies that were told a destination on this connection before this was said: 0 outside of any
  /// tunnel.
  package var depth: Int
  package var said: Said

  package init(
    time: Instant, owner: Actor, cookie: UInt64, peer: Endpoint, netNamespace: UInt32 = 0,
    transport: TransportProtocol = .tcp, isLoopback: Bool = false, depth: Int = 0, said: Said
  ) {
    self.time = time
    self.owner = owner
    self.cookie = cookie
    self.peer = peer
    self.netNamespace = netNamespace
    self.transport = transport
    self.isLoopback = isLoopback
    self.depth = depth
    self.said = said
  }
}
