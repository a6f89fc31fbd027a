// SPDX-License-Identifier: Apache-2.0

package import Events

/// The entries whose URL leads to this machine: whoever listens there is the server.
package struct LocalServers: Sendable {
  private struct Home: Sendable {
    var entry: ServerEntry
    /// nil: any address of loopback.
    var address: IPAddress?
  }

  private var homes: [UInt16: [Home]] = [:]

  package init(entries: [ServerEntry]) {
    for entry in entries {
      guard let place = entry.localURL else { continue }
      homes[place.port, default: []].append(Home(entry: entry, address: place.address))
    }
  }

  /// Where to look for them.
  package var ports: Set<UInt16> { Set(homes.keys) }

  /// The entries that lead to a port of this machine that a process took, in the order of the lists.
  package func entries(at own: Endpoint) -> [ServerEntry] {
    guard let homes = homes[own.port] else { return [] }
    return homes.filter { Self.takes(own.address, $0.address) }.map(\.entry)
  }

  /// A port of any address takes what comes to one; one of IPv6's loopback nothing that goes to IPv4's.
  private static func takes(_ own: IPAddress, _ wanted: IPAddress?) -> Bool {
    if own.scope == .unspecified { return true }
    guard let wanted else { return own.scope == .loopback }
    return own == wanted
  }
}
