// SPDX-License-Identifier: Apache-2.0

/// The kernel was about to connect or send to an address: the two views of one act.
package struct Destination: Hashable, Sendable {
  package var time: Instant
  /// Who was running.
  package var actor: Actor
  /// Who made the socket or first used it; nil where the kernel does not know.
  package var owner: Actor?
  /// Names the socket until boot.
  package var cookie: UInt64
  /// The kernel's own copy.
  package var endpoint: Endpoint
  package var asked: AskedAddress
  package var transport: TransportProtocol
  package var hook: Hook
  package var via: Via
  /// The socket's network namespace.
  package var netNamespace: UInt32
  /// The running thread's name.
  package var threadName: String
  /// Found open rather than seen being made.
  package var isOlderThanEgret: Bool
  /// The other side opened the connection, and the server answers on it.
  package var isInbound: Bool
  /// The socket's own, where its connecting was not seen; else 0.
  package var ownPort: UInt16
  /// The socket's own side, where that was looked up.
  package var local: Endpoint?

  package init(
    time: Instant, actor: Actor, owner: Actor? = nil, cookie: UInt64 = 0, endpoint: Endpoint,
    asked: AskedAddress = .none, transport: TransportProtocol, hook: Hook, via: Via,
    netNamespace: UInt32 = 0, threadName: String = "", isOlderThanEgret: Bool = false,
    isInbound: Bool = false, ownPort: UInt16 = 0, local: Endpoint? = nil
  ) {
    self.time = time
    self.actor = actor
    self.owner = owner
    self.cookie = cookie
    self.endpoint = endpoint
    self.asked = asked
    self.transport = transport
    self.hook = hook
    self.via = via
    self.netNamespace = netNamespace
    self.threadName = threadName
    self.isOlderThanEgret = isOlderThanEgret
    self.isInbound = isInbound
    self.ownPort = ownPort
    self.local = local
  }
}
