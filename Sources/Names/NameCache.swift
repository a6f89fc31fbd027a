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
  }

  let limits: NameCacheLimits
  var entries: [Key: [NameEntry]] = [:]
  var shares: [NameEntry.Holder: Int] = [:]
  private var sequence: UInt64 = 0
  /// Records kept now.
  package internal(set) var count = 0
  /// Records that had to go for new ones since the start, expired ones not counted.
  package internal(set) var evicted: UInt64 = 0

  package init(limits: NameCacheLimits = NameCacheLimits()) { self.limits = limits }

  /// Learns from an answer; a query is returned as it was read.
  package mutating func learn(_ message: DNSPayload) -> NameLesson {
    switch DNSMessage.parse(message) {
    case .failure(let error): return .malformed(error)
    case .success(let parsed):
      switch (message.isAnswer, parsed.isAnswer) {
      case (true, true):
        let addresses = learn(
          parsed, asker: message.owner, resolver: message.peer,
          netNamespace: message.netNamespace, at: message.time)
        return .answer(parsed, addresses: addresses)
      case (false, false): return .question(parsed)
      case (true, false), (false, true): return .contradiction(parsed)
      }
    }
  }

  /// Learns from an answer that a resolver gave to `asker`; how many addresses it was.
  @discardableResult
  package mutating func learn(
    _ answer: DNSMessage, asker: Actor, resolver: Endpoint, netNamespace: UInt32, at time: Instant
  ) -> Int {
    guard let resolution = Resolution(answer) else { return 0 }
    let record = NameRecord(
      name: resolution.name, chain: resolution.chain,
      source: .answer(resolver: resolver, asker: asker.process), learned: time)
    for (address, timeToLive) in resolution.addresses {
      let entry = NameEntry(
        record: record, holder: NameEntry.Holder(asker: asker),
        expiry: NameLifetime.expiry(timeToLive: timeToLive, at: time), sequence: nextSequence())
      store(entry, Key(netNamespace: netNamespace, address: address), at: time)
    }
    return resolution.addresses.count
  }

  /// Learns a hosts file, in the place of what the same one said before. It never expires.
  package mutating func learn(
    hosts: [Resolvers.Host], mountNamespace: UInt32, netNamespace: UInt32, at time: Instant
  ) {
    let holder = NameEntry.Holder.hosts(mountNamespace: mountNamespace, netNamespace: netNamespace)
    if shares[holder] != nil { remove { $0.holder == holder } }
    for host in hosts {
      for name in host.names where share(of: holder) < limits.recordsPerHolder {
        let record = NameRecord(
          name: name, source: .hosts(mountNamespace: mountNamespace), learned: time)
        let entry = NameEntry(
          record: record, holder: holder, expiry: nil, sequence: nextSequence())
        store(entry, Key(netNamespace: netNamespace, address: host.address), at: time)
      }
    }
  }

  /// The names of an address, the last learned first.
  package func names(
    for address: IPAddress, netNamespace: UInt32, at time: Instant
  ) -> [NameRecord] {
    let found = entries[Key(netNamespace: netNamespace, address: address)] ?? []
    return found.sorted { $0.sequence > $1.sequence }.map { entry in
      var record = entry.record
      record.isExpired = entry.isExpired(at: time)
      return record
    }
  }

  func share(of holder: NameEntry.Holder) -> Int { shares[holder] ?? 0 }

  private mutating func nextSequence() -> UInt64 {
    sequence &+= 1
    return sequence
  }

  private mutating func store(_ entry: NameEntry, _ key: Key, at time: Instant) {
    if let known = entries[key]?.firstIndex(where: { $0.isSame(as: entry) }) {
      entries[key]?[known] = entry
      return
    }
    makeRoom(for: entry, key, at: time)
    entries[key, default: []].append(entry)
    shares[entry.holder, default: 0] += 1
    count += 1
  }
}
