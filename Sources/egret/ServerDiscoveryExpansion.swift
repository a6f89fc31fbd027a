// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Turns a place's pattern into the paths that are there.
enum PlaceExpansion {
  private static let depthLimit = 6
  private static let pathLimit = 500
  private static let directoryLimit = 2_000

  /// The pattern itself where it has no wildcard; whether it is there shows when it is read.
  static func paths(_ pattern: String, in files: borrowing UserFiles) -> [String] {
    let components = pattern.split(separator: "/").map(String.init)
    guard pattern.contains("*") else { return [components.joined(separator: "/")] }
    var reached = [""]
    var directories = 0
    for (index, component) in components.enumerated() {
      let isLast = index == components.count - 1
      var next: [String] = []
      for path in reached where next.count < pathLimit {
        if component == "**" {
          next += below(path, in: files, directories: &directories)
        } else if component.contains("*") {
          next += matching(component, in: path, files, isLast: isLast, directories: &directories)
        } else {
          next.append(joined(path, component))
        }
      }
      reached = Array(next.prefix(pathLimit))
    }
    return reached
  }

  private static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "/" + name
  }

  /// The directory itself and all below it, level by level.
  private static func below(
    _ path: String, in files: borrowing UserFiles, directories: inout Int
  ) -> [String] {
    var all = [path]
    var level = [path]
    for _ in 0..<depthLimit {
      var deeper: [String] = []
      for directory in level where all.count + deeper.count < pathLimit {
        deeper += children(of: directory, in: files, directories: &directories)
      }
      if deeper.isEmpty { break }
      all += deeper
      level = deeper
    }
    return all
  }

  /// Directories in it, without those that hold code by the thousand.
  private static func children(
    of directory: String, in files: borrowing UserFiles, directories: inout Int
  ) -> [String] {
    list(directory, in: files, directories: &directories)
      .filter { $0.mayBeDirectory && $0.name != "node_modules" && $0.name != ".git" }
      .map { joined(directory, $0.name) }
  }

  private static func matching(
    _ component: String, in path: String, _ files: borrowing UserFiles, isLast: Bool,
    directories: inout Int
  ) -> [String] {
    list(path, in: files, directories: &directories)
      .filter { (isLast || $0.mayBeDirectory) && matches($0.name, component) }
      .map { joined(path, $0.name) }
  }

  private static func list(
    _ path: String, in files: borrowing UserFiles, directories: inout Int
  ) -> [DirectoryItem] {
    directories += 1
    guard directories <= directoryLimit else { return [] }
    return (try? files.list(path)) ?? []
  }

  /// One `*` within a component stands for any text; as a shell has it, not for a leading dot.
  static func matches(_ name: String, _ component: String) -> Bool {
    let parts = component.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, parts.count == 2 else {
      return name == component
    }
    if first.isEmpty, name.hasPrefix(".") { return false }
    return name.utf8.count >= first.utf8.count + last.utf8.count && name.hasPrefix(first)
      && name.hasSuffix(last)
  }
}
