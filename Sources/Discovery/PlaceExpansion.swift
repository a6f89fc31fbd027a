// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Turns a place's pattern into the paths that are there.
struct PlaceExpansion {
  private static let depthLimit = 6
  private static let pathLimit = 500
  private static let directoryLimit = 2_000
  private static let itemLimit = 1_000

  private(set) var paths: [String] = [""]
  /// Something was not looked at: there is too much.
  private(set) var isCut = false
  /// Where something would have to come, go or change for the paths to be others.
  private(set) var watched: [(directory: String, name: String)] = []
  private var directories = 0
  private let isClosed: (String) -> Bool
  /// The same of an absolute path.
  private let isFar: (String) -> Bool

  /// The pattern itself if it has no wildcard; whether it is there shows when it is read.
  /// `isClosed` says of an absolute path whether it is not to be touched.
  init(
    _ pattern: String, in files: borrowing UserFiles, top: String,
    isClosed: @escaping (String) -> Bool
  ) {
    self.isClosed = { isClosed("\(top)/\($0)") }
    isFar = isClosed
    let components = pattern.split(separator: "/").map(String.init)
    for (index, component) in components.enumerated() {
      step(component, isLast: index == components.count - 1, in: files)
    }
  }

  private mutating func step(_ component: String, isLast: Bool, in files: borrowing UserFiles) {
    var next: [String] = []
    for path in paths {
      if component == WatchPlan.anyDirectory {
        let all = below(path, in: files)
        for directory in all { watched.append((directory, component)) }
        next += all
        continue
      }
      watched.append((path, component))
      if component.contains("*") {
        next += matching(component, in: path, files, isLast: isLast)
      } else {
        next.append(Self.joined(path, component))
      }
    }
    paths = limited(next)
  }

  private mutating func limited(_ paths: [String]) -> [String] {
    if paths.count > Self.pathLimit { isCut = true }
    return Array(paths.prefix(Self.pathLimit))
  }

  private static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "/" + name
  }

  /// The directory itself and all below it, level by level.
  private mutating func below(_ path: String, in files: borrowing UserFiles) -> [String] {
    var all = [path]
    var level = [path]
    for _ in 0..<Self.depthLimit where !level.isEmpty {
      var deeper: [String] = []
      for directory in level { deeper += children(of: directory, in: files) }
      all += deeper
      level = deeper
    }
    return all
  }

  /// Directories in it, without those that hold code by the thousand.
  private mutating func children(
    of directory: String, in files: borrowing UserFiles
  ) -> [String] {
    list(directory, in: files)
      .filter { $0.mayBeDirectory && $0.name != "node_modules" && $0.name != ".git" }
      .map { Self.joined(directory, $0.name) }
  }

  private mutating func matching(
    _ component: String, in path: String, _ files: borrowing UserFiles, isLast: Bool
  ) -> [String] {
    list(path, in: files)
      .filter { (isLast || $0.mayBeDirectory) && Self.matches($0.name, component) }
      .map { Self.joined(path, $0.name) }
  }

  private mutating func list(_ path: String, in files: borrowing UserFiles) -> [DirectoryItem] {
    guard directories < Self.directoryLimit else {
      isCut = true
      return []
    }
    directories += 1
    let items = isClosed(path) ? [] : items(path, in: files)
    if items.count == Self.itemLimit { isCut = true }
    return items
  }

  /// The items of a directory, also behind a link that is followed.
  private func items(_ path: String, in files: borrowing UserFiles) -> [DirectoryItem] {
    do throws(UserFiles.Failure) { return try files.list(path, limit: Self.itemLimit) } catch {
      guard error == .link else { return [] }
      if let real = try? files.resolved(path) {
        return (try? files.list(real, limit: Self.itemLimit)) ?? []
      }
      let isFar = isFar
      guard let real = try? files.outside(path, avoiding: isFar),
        let root = try? UserFiles(below: "/", owner: files.trusted)
      else { return [] }
      return (try? root.list(real, limit: Self.itemLimit)) ?? []
    }
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
