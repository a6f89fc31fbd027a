// SPDX-License-Identifier: Apache-2.0

package import Events

/// The entries whose URL may lead to this machine: whoever listens there is the server.
package struct LocalServers: Sendable {
  private struct Home: Hashable, Sendable {
    var entry: ServerEntry
    var url: LocalURL
  }

  private var homes: [UInt16: [Home]] = [:]

  package init(entries: [ServerEntry] = []) {
    for entry in entries {
      guard let url = entry.localURL else { continue }
      homes[url.port, default: []].append(Home(entry: entry, url: url))
    }
  }

  /// Where to look for them. Addresses count whosever they are: a network namespace may have them. `isOwn`
  /// says of a name whether it leads to this machine.
  package func ports(isOwn: (String) -> Bool) -> Set<UInt16> {
    Set(homes.filter { $0.value.contains { Self.mayBeHere($0.url, isOwn) } }.keys)
  }

  private static func mayBeHere(_ url: LocalURL, _ isOwn: (String) -> Bool) -> Bool {
    switch url.host {
    case .loopback, .address: true
    case .name(let name): isOwn(name)
    }
  }

  /// The ports at which an entry leads to an address other than loopback's, or to a name.
  package var outerPorts: Set<UInt16> {
    Set(homes.filter { $0.value.contains { !$0.url.isLoopback } }.keys)
  }

  /// The ports at which URLs lead elsewhere than before.
  package func ports(since before: LocalServers) -> Set<UInt16> {
    Set(
      homes.keys.filter { port in
        !urls(at: port).isSubset(of: before.urls(at: port))
      })
  }

  private func urls(at port: UInt16) -> Set<LocalURL> { Set((homes[port] ?? []).map(\.url)) }

  /// The names in these URLs, or in those of one port.
  package var names: Set<String> { Set(homes.keys.flatMap { names(at: $0) }) }

  package func names(at port: UInt16) -> [String] {
    urls(at: port).compactMap { url in
      guard case .name(let name) = url.host else { return nil }
      return name
    }.sorted()
  }

  /// The entries that lead to a port of this machine that a process took, in the order of the lists.
  package func entries(at bound: Bound) -> [ServerEntry] {
    (homes[bound.endpoint.port] ?? []).filter { $0.url.leads(to: bound) }.map(\.entry)
  }
}
