// SPDX-License-Identifier: Apache-2.0

/// A process took a TCP port of its own: others may connect to it there.
package struct Bound: Hashable, Sendable {
  package var time: Instant
  package var actor: Actor
  /// Its own address; the unspecified one stands for any of the machine's.
  package var endpoint: Endpoint
  package var transport: TransportProtocol
  package var hook: Hook
  package var netNamespace: UInt32
  /// Found listening rather than seen.
  package var isOlderThanEgret: Bool

  package init(
    time: Instant, actor: Actor, endpoint: Endpoint, transport: TransportProtocol = .tcp,
    hook: Hook, netNamespace: UInt32, isOlderThanEgret: Bool = false
  ) {
    self.time = time
    self.actor = actor
    self.endpoint = endpoint
    self.transport = transport
    self.hook = hook
    self.netNamespace = netNamespace
    self.isOlderThanEgret = isOlderThanEgret
  }
}
