// SPDX-License-Identifier: Apache-2.0

import Events
import Servers

/// Changes of lists that are not handed on yet.
///
/// A list may be read with what is being written into it, before its writer has closed it and the
/// kernel reports that: such a difference is early, and waits for the report. The others wait until
/// they are taken: who wrote may be known by a record that has not been read.
struct PendingChanges {
  /// Changes that are handed on one by one at a time; a list that is exchanged as a whole is not.
  static let limit = 100
  /// Nanoseconds from what a reader sees of a write to the writer's close.
  static let longestWrite: UInt64 = 2_000_000_000

  private var early: [ServerListChange] = []
  /// When the last of the early ones was seen.
  private var earlyTime = Instant(nanoseconds: 0)
  private var waiting: [FollowedChange] = []

  var isEmpty: Bool { waiting.isEmpty }

  /// Everything that waits, once.
  mutating func take() -> [FollowedChange] {
    defer { waiting.removeAll() }
    return waiting
  }

  /// What differs between two readings, as far as its files are known to have changed. Returns how
  /// many changes found no room.
  mutating func add(
    from old: ServerDiscovery.Found, to new: ServerDiscovery.Found,
    _ changes: ConfigurationWatch.Changes, at time: Instant
  ) -> Int {
    let differences = ServerListChange.between(old.entries, new.entries)
    // Where a link led to another file, the link's own path was written.
    let links = old.links.merging(new.links) { _, new in new }
    let list =
      noticed(differences, among: old, at: time) { file in
        changes.touch(file) || links[file].map { changes.touch($0) } ?? false
      } + new.exposed(since: old)
    let room = max(0, Self.limit - waiting.count)
    waiting += list.prefix(room).map { change in
      let file = change.entry.file
      return FollowedChange(
        time: time, change: change,
        writer: changes.writers[file] ?? links[file].flatMap { changes.writers[$0] },
        owner: new.owners[file],
        isWorldWritable: new.worldWritable.contains(file))
    }
    return max(0, list.count - room)
  }

  /// The differences whose files are known to have changed. One in a list that is new to Egret is
  /// not early: that list was found, not changed.
  private mutating func noticed(
    _ differences: [ServerListChange], among old: ServerDiscovery.Found, at time: Instant,
    _ isTouched: (String) -> Bool
  ) -> [ServerListChange] {
    if time.since(earlyTime) > Self.longestWrite { early = [] }
    let all = early + differences
    early = all.filter { change in
      let file = change.entry.file
      return !isTouched(file) && old.places[file] != nil
    }.suffix(Self.limit)
    if !early.isEmpty { earlyTime = time }
    return all.filter { isTouched($0.entry.file) }
  }
}
