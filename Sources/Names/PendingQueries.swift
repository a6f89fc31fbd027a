// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Queries that wait for their answers. An answer is one if its id, its question, its socket and its
/// resolver are those of a query: what else arrives may be forged. Bounded, also for each program.
struct PendingQueries: Sendable {
  private struct Key: Hashable {
    var netNamespace: UInt32
    var cookie: UInt64
    var peer: Endpoint
    var id: UInt16
    var question: DNSQuestion
    /// An answer from this machine to what was sent elsewhere is forged, whatever its sender says.
    var isLoopback: Bool
  }

  private struct Pending {
    var holder: NameEntry.Holder
    var time: Instant
  }

  /// Resolvers give up long before.
  private static let patience: UInt64 = 120_000_000_000

  private let limit: Int
  private let perHolder: Int
  private var pending: [Key: Pending] = [:]
  private var shares: [NameEntry.Holder: [Key]] = [:]

  init(limit: Int, perHolder: Int) {
    self.limit = max(limit, 8)
    self.perHolder = max(perHolder, 2)
  }

  var count: Int { pending.count }

  mutating func add(_ query: DNSMessage, of payload: DNSPayload) {
    guard query.operation == 0, let key = Self.key(query, payload) else { return }
    let holder = NameEntry.Holder(asker: NameAsker(payload.owner))
    makeRoom(for: holder, at: payload.time)
    if pending.updateValue(Pending(holder: holder, time: payload.time), forKey: key) == nil {
      shares[holder, default: []].append(key)
    }
  }

  /// Whether it answers a query, which it then leaves: a second answer is none.
  mutating func answer(_ answer: DNSMessage, to payload: DNSPayload) -> Bool {
    guard let key = Self.key(answer, payload), let query = pending.removeValue(forKey: key) else {
      return false
    }
    if let place = shares[query.holder]?.lastIndex(of: key) {
      shares[query.holder]?.remove(at: place)
    }
    if shares[query.holder]?.isEmpty == true { shares[query.holder] = nil }
    return payload.time.since(query.time) <= Self.patience
  }

  private static func key(_ message: DNSMessage, _ payload: DNSPayload) -> Key? {
    guard message.questions.count == 1, let question = message.questions.first else { return nil }
    return Key(
      netNamespace: payload.netNamespace, cookie: payload.cookie, peer: payload.peer,
      id: message.id, question: question, isLoopback: payload.isLoopback)
  }

  private mutating func makeRoom(for holder: NameEntry.Holder, at time: Instant) {
    if let own = shares[holder], own.count >= perHolder {
      drop(own.count - perHolder / 2, of: holder)
    }
    guard pending.count >= limit else { return }
    for (holder, keys) in shares {
      let old = keys.filter { pending[$0].map { time.since($0.time) > Self.patience } ?? true }
      if !old.isEmpty { drop(old.count, of: holder) }
    }
    guard pending.count >= limit, let most = shares.values.map(\.count).max() else { return }
    for (holder, keys) in shares where keys.count > most / 2 {
      drop(keys.count - most / 2, of: holder)
    }
  }

  /// The oldest of a holder.
  private mutating func drop(_ count: Int, of holder: NameEntry.Holder) {
    guard let keys = shares[holder] else { return }
    for key in keys.prefix(count) { pending[key] = nil }
    let kept = Array(keys.dropFirst(count))
    shares[holder] = kept.isEmpty ? nil : kept
  }
}
