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
  /// Of one that takes any address: those that its network namespace has, loopback's left out, where they were
  /// looked up.
  package var addresses: [IPAddress] = []
  /// Those of the awaited names that lead to it on this machine.
  package var names: [String] = []
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

extension Bound {
  /// Of one that takes any address: whether what goes to this one on its machine comes to it. A port of IPv6
  /// takes IPv4, too, unless its socket says otherwise.
  package func takes(_ address: IPAddress) -> Bool {
    if endpoint.address.isIPv4, !address.isIPv4 { return false }
    return address.scope == .loopback || addresses.contains(address)
  }
}
