// SPDX-License-Identifier: Apache-2.0

import Servers

extension ServerDiscovery {
  /// What the homes and the running clients show, now.
  static func discover(homes: [String], clients: RunningClients) -> Found {
    var found = discover(
      homes: homes, projects: clients.projects, given: clients.files, moved: clients.moves)
    found.entries += clients.entries
    return found
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
