// SPDX-License-Identifier: Apache-2.0

internal import Events

/// The TCP ports that a server has taken: who connects there is its client, and answering is no egress.
struct OwnPorts: Hashable, Sendable {
  private struct Port: Hashable, Sendable {
    var number: UInt16
    var netNamespace: UInt32
  }

  private static let limit = 64

  private var ports: Set<Port> = []
  /// The machine's own, where it may be connected to: a client there is on this machine.
  private var addresses: Set<IPAddress> = []

  mutating func note(_ bound: Bound) {
    guard ports.count < Self.limit else { return }
    ports.insert(Port(number: bound.endpoint.port, netNamespace: bound.netNamespace))
    for address in [bound.endpoint.address] + bound.addresses where addresses.count < Self.limit {
      addresses.insert(address)
    }
  }

  /// Whether the other side of such a connection is this machine itself.
  func isOwn(_ address: IPAddress) -> Bool {
    address.scope == .loopback || addresses.contains(address)
  }

  /// Whether the other side opened the connection. The kernel says so where it knows who made the listening
  /// socket; of one that was inherited, or is older than Egret, the port says it: a connection that the
  /// server opens itself is reported as it opens, by another hook.
  func isAnswer(_ destination: Destination) -> Bool {
    if destination.isInbound { return true }
    guard destination.ownPort != 0, destination.transport == .tcp else { return false }
    switch destination.hook {
    case .sendLength, .egress:
      return ports.contains(
        Port(number: destination.ownPort, netNamespace: destination.netNamespace))
    default: return false
    }
  }
}
