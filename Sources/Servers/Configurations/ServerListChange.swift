// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// An entry that came into a client's configuration, went out of it, or is another one now.
package struct ServerListChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case added, changed, removed
    /// The entry is the same; since now anyone may change its file.
    case exposed
  }

  package var kind: Kind
  /// The entry as it is now, or as it was if it is gone.
  package var entry: ServerEntry
  /// What it was before; nil for a new one.
  package var before: ServerEntry?

  package init(_ kind: Kind, _ entry: ServerEntry, before: ServerEntry? = nil) {
    self.kind = kind
    self.entry = entry
    self.before = before
  }

  /// What makes `new` another list than `old`, in the order of the new one, what is gone last. A
  /// line number is no change, nor is the order.
  package static func between(_ old: [ServerEntry], _ new: [ServerEntry]) -> [ServerListChange] {
    var known = Dictionary(grouping: old, by: EntryIdentity.init)
    var changes: [ServerListChange] = []
    for entry in new {
      guard var same = known[EntryIdentity(entry)], !same.isEmpty else {
        changes.append(ServerListChange(.added, entry))
        continue
      }
      let place = same.firstIndex { unplaced($0) == unplaced(entry) } ?? same.startIndex
      let before = same.remove(at: place)
      known[EntryIdentity(entry)] = same
      if unplaced(before) != unplaced(entry) {
        changes.append(ServerListChange(.changed, entry, before: before))
      }
    }
    return changes + gone(old, left: known)
  }

  private static func gone(
    _ old: [ServerEntry], left: [EntryIdentity: [ServerEntry]]
  ) -> [ServerListChange] {
    var left = left
    return old.compactMap { entry in
      guard var same = left[EntryIdentity(entry)], let place = same.firstIndex(of: entry) else {
        return nil
      }
      same.remove(at: place)
      left[EntryIdentity(entry)] = same
      return ServerListChange(.removed, entry, before: entry)
    }
  }

  private static func unplaced(_ entry: ServerEntry) -> ServerEntry {
    var entry = entry
    entry.line = nil
    entry.environment.sort()
    entry.implied.sort()
    entry.proxies.sort()
    return entry
  }
}

extension ServerListChange {
  /// What happened, in short sentences; no credential's value is in them.
  package var reasons: [String] {
    let name = ShownText.escaped(entry.name, limit: 100)
    let file = ShownText.escaped(entry.file, limit: 300)
    switch kind {
    case .added: return ["`\(name)` was added to \(file)", "it is `\(Self.shown(entry))`"]
    case .removed: return ["`\(name)` was removed from \(file)"]
    case .exposed: return ["anyone on this machine may change \(file) from now on"]
    case .changed: return ["`\(name)` was changed in \(file)"] + differences
    }
  }

  private var differences: [String] {
    guard let before else { return [] }
    var texts: [String] = []
    if before.transport != entry.transport {
      texts.append("it was `\(Self.shown(before))`, it is `\(Self.shown(entry))`")
    }
    if before.isDisabled != entry.isDisabled {
      texts.append(entry.isDisabled ? "it was disabled" : "it was enabled")
    }
    texts += Self.text("variables", before.environment, entry.environment)
    texts += Self.text("endpoints it implies", before.implied, entry.implied)
    texts += Self.text("endpoints its client grants", before.granted, entry.granted)
    texts += Self.text("proxies it names", before.proxies, entry.proxies)
    return texts
  }

  private static func text(_ what: String, _ old: [String], _ new: [String]) -> [String] {
    if old == new { return [] }
    let added = new.filter { !old.contains($0) }.map { "+" + $0 }
    let gone = old.filter { !new.contains($0) }.map { "-" + $0 }
    let shown = (added + gone).prefix(16).map { ShownText.escaped($0, limit: 60) }
    return ["\(what): \(shown.joined(separator: " "))"]
  }

  private static func shown(_ entry: ServerEntry) -> String {
    switch entry.transport {
    case .stdio(let command): ShownCommand(command).line
    case .remote(let url): ShownText.escaped(url)
    }
  }
}
