// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Who has to go. Never the fresh evidence of one program for another's flood: what is past goes
/// first, then the oldest of whoever holds the most.
/// Never what an open socket is used under.
///
/// Whole batches go, so that a flood pays for a pass over the cache once in thousands of records.
extension NameCache {
  /// False where all that could go is in use.
  mutating func makeRoom(for entry: NameEntry, _ key: Key, at time: Instant) -> Bool {
    guard entry.expiry == nil || trimAddress(key, at: time) else { return false }
    if share(of: entry.holder) >= limits.recordsPerHolder {
      shed([entry.holder: limits.recordsPerHolder / 4], at: time)
    }
    if count >= limits.records { trimCache(at: time) }
    return share(of: entry.holder) < limits.recordsPerHolder && count < limits.records
  }

  mutating func remove(where isUnwanted: (NameEntry) -> Bool) {
    for (key, list) in entries {
      guard list.contains(where: isUnwanted) else { continue }
      let kept = list.filter { !isUnwanted($0) }
      for entry in list where isUnwanted(entry) { forget(entry.holder) }
      entries[key] = kept.isEmpty ? nil : kept
    }
  }

  private mutating func forget(_ holder: NameEntry.Holder) {
    count -= 1
    let share = share(of: holder) - 1
    shares[holder] = share > 0 ? share : nil
  }

  /// One place for a resolver's name at an address. A hosts file is bounded as a whole.
  private mutating func trimAddress(_ key: Key, at time: Instant) -> Bool {
    let answers = (entries[key] ?? []).filter { $0.expiry != nil }
    guard answers.count >= limits.namesPerAddress else { return true }
    guard let victim = victim(answers, at: time) else { return false }
    if !victim.isPast(at: time) { evicted &+= 1 }
    entries[key]?.removeAll { $0.sequence == victim.sequence }
    forget(victim.holder)
    return true
  }

  private func victim(_ answers: [NameEntry], at time: Instant) -> NameEntry? {
    var counts: [NameEntry.Holder: Int] = [:]
    for entry in answers where !entry.isInUse { counts[entry.holder, default: 0] += 1 }
    func rank(_ entry: NameEntry) -> (Int, Int, UInt64) {
      (entry.isPast(at: time) ? 0 : 1, -(counts[entry.holder] ?? 0), entry.sequence)
    }
    return answers.filter { !$0.isInUse }.min { rank($0) < rank($1) }
  }

  /// An eighth of the cache.
  private mutating func trimCache(at time: Instant) {
    let target = limits.records - limits.records / 8
    remove { $0.isPast(at: time) }
    guard count > target else { return }
    let level = max(level(for: target), limits.protectedRecords)
    shed(shares.mapValues { $0 - level }.filter { $0.value > 0 }, at: time)
    if count > target { drop(oldestFirst(at: time) { _ in true }.prefix(count - target)) }
  }

  /// The share down to which every larger one is cut, so that all of them together are `target`.
  private func level(for target: Int) -> Int {
    var left = target
    let ordered = shares.values.sorted()
    for (index, share) in ordered.enumerated() {
      let equal = left / (ordered.count - index)
      if share >= equal { return equal }
      left -= share
    }
    return left
  }

  /// Drops so many records of each holder: the past, then the oldest.
  private mutating func shed(_ surplus: [NameEntry.Holder: Int], at time: Instant) {
    var left = surplus
    let dropped = oldestFirst(at: time) { surplus[$0] != nil }.filter { entry in
      guard let number = left[entry.holder], number > 0 else { return false }
      left[entry.holder] = number - 1
      return true
    }
    drop(dropped[...])
  }

  /// What is compared of an entry: to sort whole entries would cost several times more.
  private struct Candidate {
    var isFresh: Bool
    var sequence: UInt64
    var holder: NameEntry.Holder
  }

  /// Of the holders that are meant. Most records are others', so nothing is made of those.
  private func oldestFirst(
    at time: Instant, of isMeant: (NameEntry.Holder) -> Bool
  ) -> [Candidate] {
    var found: [Candidate] = []
    for list in entries.values {
      for entry in list where !entry.isInUse && isMeant(entry.holder) {
        found.append(
          Candidate(
            isFresh: !entry.isPast(at: time), sequence: entry.sequence, holder: entry.holder))
      }
    }
    return found.sorted {
      $0.isFresh == $1.isFresh ? $0.sequence < $1.sequence : $1.isFresh
    }
  }

  private mutating func drop(_ dropped: ArraySlice<Candidate>) {
    evicted &+= UInt64(dropped.filter(\.isFresh).count)
    let sequences = Set(dropped.map(\.sequence))
    remove { sequences.contains($0.sequence) }
  }
}
