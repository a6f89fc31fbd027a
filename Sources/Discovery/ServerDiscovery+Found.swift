// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Servers

/// What a discovery found.
extension ServerDiscovery {
  /// What was found, in the order of homes, products and files.
  package struct Found: Sendable {
    package var entries: [ServerEntry] = []
    package var problems: [DiscoveryProblem] = []
    /// Directories that were given, and that cannot be read.
    package var closedHomes: [String] = []
    /// Those of them whose file systems do not answer now, and may later.
    var silentHomes: Set<String> = []
    package var homesThatStayClosed: [String] { closedHomes.filter { !silentHomes.contains($0) } }
    /// Files that were read, and that anyone may change.
    package var worldWritable: Set<String> = []
    /// Every file that was read.
    package var files: [String] = []
    /// Those without a word in them: they are about to be written.
    var empty: Set<String> = []
    /// The users that the files belong to.
    package var owners: [String: UInt32] = [:]
    /// Where a change would be worth another look.
    package var plan = WatchPlan()
    /// How each file is read, also one that is not there yet, by its absolute path.
    var places: [String: [DiscoveryPlace]] = [:]
    /// What large files held: read again only if they changed. By the way each was read.
    var large: [String: LargeFile] = [:]
    /// The links that led to files which were read, by these.
    var links: [String: String] = [:]
    /// Files of which entries of an earlier reading count.
    var kept: Set<String> = []
    /// Mounts that were not touched, and may not be.
    var unread = UnreadMounts()

    package init() {}
  }
}

extension ServerDiscovery.Found {
  /// With the old entries of files that cannot be read at the moment, or not to their end: one that is
  /// being written, or that is broken, must not make its servers strangers.
  func keepingBroken(from old: ServerDiscovery.Found) -> ServerDiscovery.Found {
    let read = Set(entries.map(\.file))
    let cut = Set(problems.filter { $0.lost == .part || $0.lost == .file }.map(\.file))
    let broken = empty.union(problems.map(\.file)).subtracting(read).union(cut)
    let known = Set(entries.filter { cut.contains($0.file) }.map(EntryIdentity.init))
    var found = self
    let kept = old.entries.filter { broken.contains($0.file) && !known.contains(EntryIdentity($0)) }
    found.entries += kept
    found.kept = Set(kept.map(\.file))
    return found
  }

  /// Entries of files that anyone may change now and could not before: each file's first.
  func exposed(since old: ServerDiscovery.Found) -> [ServerListChange] {
    let exposed = worldWritable.subtracting(old.worldWritable).intersection(old.owners.keys)
    var reported: Set<String> = []
    return entries.filter { exposed.contains($0.file) && reported.insert($0.file).inserted }
      .map { ServerListChange(.exposed, $0, before: $0) }
  }
}
