// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names
internal import Policies

/// Which names count: a name is evidence, not a claim.
extension Monitor {
  /// Only what a trusted resolver said in the server's own network namespace counts: in one that it
  /// made itself a process can play the resolver.
  func knownNames(for destination: Destination, _ instance: ServerInstance) -> KnownNames {
    var known = KnownNames()
    let isOwn = isInOwnNamespace(destination, instance)
    let records = names.names(
      for: destination.endpoint.address, netNamespace: destination.netNamespace,
      at: destination.time)
    for record in records where !record.isExpired {
      if isOwn && isTrusted(record, instance) {
        known.trusted.append(record)
      } else {
        known.doubtful.append(record)
      }
    }
    return known
  }

  private func isInOwnNamespace(_ destination: Destination, _ instance: ServerInstance) -> Bool {
    let own = instance.exec.namespaces.net
    return own == 0 || own == destination.netNamespace
  }

  private func isTrusted(_ record: NameRecord, _ instance: ServerInstance) -> Bool {
    switch record.source {
    case .hosts(let mount): mount == instance.exec.namespaces.mount
    case .answer(let resolver, _):
      resolver.port == 53 && trustedResolvers(instance).contains(resolver.address)
    }
  }

  func trustedResolvers(_ instance: ServerInstance) -> Set<IPAddress> {
    switch policy.resolvers {
    case .addresses(let addresses): Set(addresses)
    case .system: instance.resolvers ?? machineResolvers
    }
  }

  /// Asking the machine's own resolver is no destination.
  func isOwnResolver(_ destination: Destination, _ instance: ServerInstance) -> Bool {
    Self.isNameService(destination) && isInOwnNamespace(destination, instance)
      && trustedResolvers(instance).contains(destination.endpoint.address)
  }

  /// DNS, and DNS over TLS.
  static func isNameService(_ destination: Destination) -> Bool {
    switch destination.transport {
    case .udp, .tcp: [53, 853].contains(destination.endpoint.port)
    default: false
    }
  }
}
