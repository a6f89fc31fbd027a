// SPDX-License-Identifier: Apache-2.0

/// Entries by the words that an exec shows first, so that each exec costs one look-up.
struct EntryIndex: Sendable {
  private struct Shape: Hashable {
    var head: String
    var count: Int
  }

  let patterns: [CommandPattern]
  private let byShape: [Shape: PatternIndex]
  private var byHead: [String: [Int]] = [:]
  private var byPackage: [String: [Int]] = [:]
  private var byProgram: [String: [Int]] = [:]
  private var byFolder: [String: [Int]] = [:]

  init(_ entries: [ServerEntry]) {
    patterns = entries.enumerated().flatMap { CommandPattern.all(entry: $0.offset, of: $0.element) }
    let patterns = patterns
    byShape = Dictionary(grouping: patterns.indices) { index in
      Shape(head: patterns[index].head, count: patterns[index].words.count)
    }.mapValues { PatternIndex($0, of: patterns) }
    for (index, pattern) in patterns.enumerated() {
      byHead[pattern.head, default: []].append(index)
      guard let package = pattern.launch.package else { continue }
      byPackage[package.key, default: []].append(index)
      byProgram[package.program, default: []].append(index)
      if pattern.launch.launcher == .npx, let folder = LauncherCache.npxFolder(of: package) {
        byFolder[folder, default: []].append(index)
      }
    }
  }

  /// The patterns with that command and that many words, one of which is there.
  func patterns(head: String, _ view: ArraySlice<String>) -> [Int] {
    byShape[Shape(head: head, count: view.count)]?.candidates(view) ?? []
  }

  /// The patterns with that command, whatever follows.
  func patterns(head: String) -> [Int] { byHead[head] ?? [] }

  var hasPackages: Bool { !byPackage.isEmpty }

  func patterns(package: PackageSpec) -> [Int] { byPackage[package.key] ?? [] }

  /// The patterns of the package that npx keeps in that folder.
  func patterns(npxFolder: String) -> [Int] { byFolder[npxFolder] ?? [] }

  func patterns(program: String) -> [Int] { byProgram[program] ?? [] }
}
