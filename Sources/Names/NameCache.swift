// SPDX-License-Identifier: Apache-2.0

package import Events

/// Which names an address was asked under, by network namespace. Bounded; see `NameCacheLimits`.
///
/// An answer counts for the name in its question only: an address belongs to it if the aliases in
/// the answer lead there from that name. Time comes from the events.
package struct NameCache: Sendable {
  struct Key: Hashable {
    var netNamespace: UInt32
    var address: IPAddress

    /// An address that DNS64 made is the IPv4 address inside (RFC 6052).
    init(_ address: IPAddress, netNamespace: UInt32) {
      self.netNamespace = netNamespace
      self.address = address.translated ?? address
    }
  }

  let limits: NameCacheLimits
  var entries: [Key: [NameEntry]] = [:]
  var shares: [NameEntry.Holder: Int] = [:]
  var queries: PendingQueries
  var referrals: Referrals
  var sockets: NamedSockets
  private var sequence: UInt64 = 0
  /// Records kept now.
  package internal(set) var count = 0
  /// Records that had to go for new ones since the start, past ones not counted.
  package internal(set) var evicted: UInt64 = 0

  package init(limits: NameCacheLimits = NameCacheLimits()) {
    self.limits = limits
    queries = PendingQueries(limit: limits.queries, perHolder: limits.queriesPerHolder)
    referrals = Referrals(limit: limits.queries)
    sockets = NamedSockets(limit: limits.sockets)
  }

  /// Learns a hosts file, in the place of what the same one said before. It never expires. Loopback
  /// addresses have no name by it: a file that blocks hosts gives them thousands.
  package mutating func learn(
    hosts: [Resolvers.Host], mountNamespace: UInt32, netNamespace: UInt32, at time: Instant
  ) {
    let holder = NameEntry.Holder.hosts(mountNamespace: mountNamespace, netNamespace: netNamespace)
    if shares[holder] != nil { remove { $0.holder == holder } }
    for host in hosts where ResolverConfiguration.canBeNamed(host.address) {
      for name in host.names where share(of: holder) < limits.recordsPerHolder {
        let record = NameRecord(
          name: name, source: .hosts(mountNamespace: mountNamespace), learned: time)
        let entry = NameEntry(
          record: record, holder: holder, expiry: nil, sequence: nextSequence())
        store(entry, Key(host.address, netNamespace: netNamespace), at: time)
      }
    }
  }

  /// The names of an address, whoever asked, the last learned first.
  package func names(
    for address: IPAddress, netNamespace: UInt32, at time: Instant
  ) -> [NameRecord] {
    let found = entries[Key(address, netNamespace: netNamespace)] ?? []
    return found.sorted { $0.sequence > $1.sequence }.map { entry in
      var record = entry.record
      record.isExpired = entry.isPast(at: time)
      return record
    }
  }

  /// The names of an address as one server may rely on them.
  package func names(
    for address: IPAddress, netNamespace: UInt32, at time: Instant, viewer: NameViewer
  ) -> AddressNames {
    AddressNames(names(for: address, netNamespace: netNamespace, at: time), viewer: viewer)
  }

  func share(of holder: NameEntry.Holder) -> Int { shares[holder] ?? 0 }

  mutating func nextSequence() -> UInt64 {
    sequence &+= 1
    return sequence
  }

  mutating func store(_ entry: NameEntry, _ key: Key, at time: Instant) {
    let identity = entry.identity
    if let place = entries[key]?.firstIndex(where: { $0.identity == identity }),
      let known = entries[key]?[place]
    {
      var entry = entry
      entry.succeed(known)
      entries[key]?[place] = entry
      return
    }
    guard makeRoom(for: entry, key, at: time) else {
      evicted &+= 1
      return
    }
    entries[key, default: []].append(entry)
    shares[entry.holder, default: 0] += 1
    count += 1
  }
}
