// SPDX-License-Identifier: Apache-2.0

import Kernel
import Servers

extension ServerDiscovery {
  /// What the homes and the running clients show, now.
  static func discover(
    homes: [String], clients: RunningClients, unread: UnreadMounts = MountProbes().unread()
  ) -> Found {
    var found = discover(
      homes: homes, projects: clients.projects, given: clients.files, moved: clients.moves,
      others: homes.isEmpty ? clients.homes : [], unread: unread)
    found.entries += clients.entries
    return found
  }
}

extension ServerDiscovery {
  /// These files alone again, the rest as it was. What they list besides servers (projects, other
  /// files) is not read.
  static func discover(again paths: Set<String>, after old: Found) -> Found {
    var discovery = ServerDiscovery()
    discovery.found = old
    for path in paths.sorted() where old.places[path] != nil { discovery.read(again: path) }
    return discovery.found
  }

  private mutating func read(again file: String) {
    let places = found.places.removeValue(forKey: file) ?? []
    let position = found.entries.firstIndex { $0.file == file } ?? found.entries.endIndex
    let rest = found.entries.filter { $0.file != file }
    found.entries = []
    found.problems.removeAll { $0.file == file }
    found.worldWritable.remove(file)
    found.empty.remove(file)
    for place in places { read(again: place) }
    found.entries = rest[..<position] + found.entries + rest[position...]
  }

  private mutating func read(again place: DiscoveryPlace) {
    guard let files = open(place.top, owner: place.owner) else { return }
    read(place.path, in: files, top: place.top, source: place.source, home: nil)
  }
}

extension ServerDiscovery.Found {
  /// With the old entries of files that cannot be read at the moment: one that is being written, or
  /// that somebody broke, must not make its servers strangers.
  func keepingBroken(from old: ServerDiscovery.Found) -> ServerDiscovery.Found {
    let whole = Set(entries.map(\.file))
    let broken = empty.union(problems.map(\.file)).subtracting(whole)
    var found = self
    found.entries += old.entries.filter { broken.contains($0.file) }
    return found
  }
}

extension ServerDiscovery.Found {
  /// Entries of files that anyone may change now and could not before: each file's first.
  func exposed(since old: ServerDiscovery.Found) -> [ServerListChange] {
    let exposed = worldWritable.subtracting(old.worldWritable).intersection(old.owners.keys)
    var told: Set<String> = []
    return entries.filter { exposed.contains($0.file) && told.insert($0.file).inserted }
      .map { ServerListChange(.exposed, $0, before: $0) }
  }
}
