// SPDX-License-Identifier: Apache-2.0

/// The Public Suffix List: below which names anybody can register one, so that a registered domain has
/// one owner. Data with a date: a name under a suffix that is newer counts with its neighbours.
package struct PublicSuffixes: Sendable {
  /// Labels of the longest rule.
  private static let depth = 6

  /// The first labels of rules, by what stands behind them.
  private let children: [Substring: Set<Substring>]

  package init() {
    var children: [Substring: Set<Substring>] = [:]
    for group in Self.list.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      let words = group.split(separator: " ")
      guard let parent = words.first else { continue }
      children[parent, default: []].formUnion(words.dropFirst())
    }
    self.children = children
  }

  /// The name under a public suffix by one label; nil for a suffix itself and for the root.
  package func registeredDomain(of name: String) -> String? {
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let count = suffixLabels(labels) + 1
    guard count <= labels.count, !labels.contains("") else { return nil }
    return labels.suffix(count).joined(separator: ".")
  }

  /// The longest rule that fits counts, an exception before all others; without any, the last label is
  /// the suffix.
  private func suffixLabels(_ labels: [Substring]) -> Int {
    var longest = 1
    for count in 1..<max(min(labels.count, Self.depth), 1) {
      let parent = labels.suffix(count).joined(separator: ".")
      guard let rules = children[parent[...]] else { continue }
      let label = labels[labels.count - count - 1]
      if rules.contains("!" + label) { return count }
      if rules.contains(label) || rules.contains("*") { longest = count + 1 }
    }
    return longest
  }
}
