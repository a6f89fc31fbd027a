// SPDX-License-Identifier: Apache-2.0

import Yams

/// Nodes as Swift values, with a diagnostic where the type is another.
extension PolicyReader {
  /// The key and value pairs whose keys are known; others are diagnosed.
  mutating func fields(
    _ node: Node, of what: String, known: [String]
  ) -> [String: (key: Node, value: Node)]? {
    guard let pairs = pairs(node, of: what) else { return nil }
    var fields: [String: (key: Node, value: Node)] = [:]
    for (name, key, value) in pairs {
      if known.contains(name) {
        fields[name] = (key, value)
      } else {
        unknown(name, key, what, known)
      }
    }
    return fields
  }

  /// Pairs with a text as key.
  mutating func pairs(_ node: Node, of what: String) -> [(name: String, key: Node, value: Node)]? {
    guard case .mapping(let mapping) = node else {
      error(
        place(node),
        "\(what) must be a mapping (`key: value` lines), and this is \(Self.kind(node))")
      return nil
    }
    var pairs: [(name: String, key: Node, value: Node)] = []
    for (key, value) in mapping {
      if case .scalar(let scalar) = key {
        pairs.append((scalar.string, key, value))
      } else {
        error(place(key), "a key of \(what) must be a text, and this is \(Self.kind(key))")
      }
    }
    return pairs
  }

  private mutating func unknown(_ name: String, _ key: Node, _ what: String, _ known: [String]) {
    let nearest = Spelling.nearest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
    let advice =
      name == "<<"
      ? "; YAML merge keys are not followed, write the keys out"
      : "\(nearest) (known: \(known.joined(separator: ", ")))"
    error(place(key), "\(what) has no key \(Shown.quoted(name))\(advice)")
  }

  /// The text of a scalar. Unquoted words that YAML 1.1 takes for something else are diagnosed.
  mutating func text(_ node: Node, of what: String) -> String? {
    guard case .scalar(let scalar) = node else {
      error(place(node), "\(what) must be a text, and this is \(Self.kind(node))")
      return nil
    }
    if scalar.style == .plain, let surprise = YAMLSurprise(scalar.string) {
      error(
        place(node), "\(what) is an unquoted \(Shown.quoted(scalar.string)), \(surprise.advice)")
      return nil
    }
    return scalar.string
  }

  mutating func list(_ node: Node, of what: String) -> [Node]? {
    guard case .sequence(let sequence) = node else {
      error(
        place(node),
        "\(what) must be a list (`- item` lines or [a, b]), and this is \(Self.kind(node))")
      return nil
    }
    if sequence.count > Self.most.entries {
      error(
        place(node),
        "\(what) has \(sequence.count) entries, more than \(Self.most.entries); use CIDR ranges, "
          + "port ranges or wildcards")
      return nil
    }
    return Array(sequence)
  }

  static func kind(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar):
      scalar.string.isEmpty ? "empty" : "the text \(Shown.quoted(scalar.string))"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}
