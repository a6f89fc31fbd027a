// SPDX-License-Identifier: Apache-2.0

internal import Kernel

/// Where a policy is kept: files, and folders of them. Absolute paths, whether anything is there or not.
package struct PolicyLocations: Sendable {
  private static let endings = [".yaml", ".yml"]

  let files: [String]
  let folders: [String]

  package init(files: [String], folders: [String] = []) {
    self.files = files
    self.folders = folders.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// What would be read of a folder counts there.
  func add(to plan: inout WatchPlan) {
    for path in files + folders { plan.add(path: Self.belowRoot(path), below: "/") }
    for folder in folders {
      // Links on the way to it are followed.
      let directory = WatchedDirectory(top: folder, path: "")
      for ending in Self.endings { plan.add("*" + ending, in: directory) }
    }
  }

  /// The first of the changed paths, by letter, that is of the policy; nil where none is.
  func written(in changed: Set<String>) -> String? {
    changed.filter(isPolicy).min()
  }

  private func isPolicy(_ path: String) -> Bool {
    if files.contains(path) || folders.contains(path) { return true }
    guard let slash = path.lastIndex(of: "/"), folders.contains(String(path[..<slash])) else {
      return false
    }
    let name = path[path.index(after: slash)...]
    return !name.hasPrefix(".") && Self.endings.contains { name.hasSuffix($0) }
  }

  private static func belowRoot(_ path: String) -> String { String(path.drop { $0 == "/" }) }
}
