// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Names that an answer sent the asker to: the servers of a service (SRV), the target of an HTTPS
/// record, an alias without an address. What the same asker is then told of such a name, by the same
/// resolver, counts for the first name too. Bounded.
struct Referrals: Sendable {
  /// Who was told, and by whom.
  struct Teller: Hashable, Sendable {
    var holder: NameEntry.Holder
    var resolver: Endpoint
    var netNamespace: UInt32
  }

  struct Name: Hashable, Sendable {
    var name: String
    /// The names on the way, without the one that was referred to.
    var chain: [String]
  }

  private struct Key: Hashable {
    var teller: Teller
    var target: String
  }

  /// Names that led to one target, and names on the way to it.
  private static let namesPerTarget = 4
  private static let chainLimit = 12

  private let limit: Int
  private var names: [Key: [Name: Instant]] = [:]

  init(limit: Int) { self.limit = max(limit, 8) }

  var count: Int { names.count }

  mutating func add(_ resolution: Resolution, by teller: Teller, at time: Instant) {
    guard !resolution.referrals.isEmpty else { return }
    let before = self.names(for: resolution.name, by: teller, at: time).map {
      Name(name: $0.name, chain: $0.chain + [resolution.name])
    }
    for (target, timeToLive) in resolution.referrals {
      makeRoom(at: time)
      for name in [Name(name: resolution.name, chain: [])] + before {
        add(name, Key(teller: teller, target: target), timeToLive: timeToLive, at: time)
      }
    }
  }

  func names(for target: String, by teller: Teller, at time: Instant) -> [Name] {
    guard let found = names[Key(teller: teller, target: target)] else { return [] }
    return found.filter { $0.value >= time }.keys.sorted {
      ($0.name, $0.chain.count) < ($1.name, $1.chain.count)
    }
  }

  private mutating func add(_ name: Name, _ key: Key, timeToLive: UInt32, at time: Instant) {
    guard name.name != key.target, name.chain.count < Self.chainLimit else { return }
    let known = names[key] ?? [:]
    guard known[name] != nil || known.count < Self.namesPerTarget else { return }
    names[key, default: [:]][name] = NameLifetime.expiry(timeToLive: timeToLive, at: time)
  }

  /// The past go first; then, so that a flood costs a pass in thousands of answers, half of what the
  /// holder with the most has.
  private mutating func makeRoom(at time: Instant) {
    guard names.count >= limit else { return }
    names = names.filter { _, list in list.values.contains { $0 >= time } }
    guard names.count > limit - limit / 4 else { return }
    let shares = Dictionary(grouping: names.keys, by: \.teller.holder)
    guard let largest = shares.values.map(\.count).max() else { return }
    for keys in shares.values where keys.count > largest / 2 {
      for key in keys.sorted(by: { $0.target < $1.target }).prefix(keys.count - largest / 2) {
        names[key] = nil
      }
    }
  }
}
