// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Where a change would matter: the directories that hold, or would hold, configuration files, and
/// the names that count in each.
package struct WatchPlan: Sendable {
  /// Stands for every directory below one, as in a place's pattern.
  static let anyDirectory = "**"
  private static let limit = 20_000

  package private(set) var directories: [WatchedDirectory] = []
  private var names: [WatchedDirectory: Set<String>] = [:]
  /// Some place found no room here.
  package private(set) var isCut = false

  /// A name counts in a directory; one `*` in it stands for any text.
  package mutating func add(_ name: String, in directory: WatchedDirectory) {
    if names[directory] == nil {
      guard directories.count < Self.limit else {
        isCut = true
        return
      }
      directories.append(directory)
    }
    names[directory, default: []].insert(name)
  }

  /// A file that is there or may come, and each directory on the way to it.
  package mutating func add(path: String, below top: String) {
    var directory = ""
    for component in path.split(separator: "/").prefix(64) {
      add(String(component), in: WatchedDirectory(top: top, path: directory))
      directory += (directory.isEmpty ? "" : "/") + component
    }
  }

  /// Leaves out directories that are not to be touched.
  mutating func drop(_ isClosed: (WatchedDirectory) -> Bool) {
    directories.removeAll(where: isClosed)
  }

  /// Whether the change may be one of a configuration.
  package func matters(_ change: FileChange) -> Bool {
    // A directory that went away, or came back.
    if change.name.isEmpty { return true }
    return change.directories.contains { directory in
      (names[directory] ?? []).contains { name in
        name == Self.anyDirectory
          ? change.isDirectory : PlaceExpansion.matches(change.name, name)
      }
    }
  }
}
