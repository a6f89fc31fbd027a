// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// Nodes as Swift values, with a diagnostic where the type is another.
extension PolicyReader {
  /// The key and value pairs whose keys are known; others are diagnosed.
  mutating func fields(
    _ node: YAMLNode, of what: String, known: [String]
  ) -> [String: (key: YAMLNode, value: YAMLNode)]? {
    guard let pairs = pairs(node, of: what) else { return nil }
    var fields: [String: (key: YAMLNode, value: YAMLNode)] = [:]
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
  mutating func pairs(_ node: YAMLNode, of what: String) -> [(
    name: String, key: YAMLNode, value: YAMLNode
  )]? {
    guard case .mapping(let mapping) = node.content else {
      error(
        place(node),
        "\(what) must be a mapping (`key: value` lines), and this is \(Self.kind(node))")
      return nil
    }
    var pairs: [(name: String, key: YAMLNode, value: YAMLNode)] = []
    for pair in mapping {
      if case .scalar(let name, _) = pair.key.content {
        pairs.append((name, pair.key, pair.value))
      } else {
        let kind = Self.kind(pair.key)
        error(place(pair.key), "a key of \(what) must be a text, and this is \(kind)")
      }
    }
    return pairs
  }

  private mutating func unknown(_ name: String, _ key: YAMLNode, _ what: String, _ known: [String])
  {
    let nearest = Spelling.nearest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
    let advice =
      name == "<<"
      ? "; YAML merge keys are not followed, write the keys out"
      : "\(nearest) (known: \(known.joined(separator: ", ")))"
    error(place(key), "\(what) has no key \(ShownText.quoted(name))\(advice)")
  }

  /// The text of a scalar. Unquoted words that YAML 1.1 takes for something else are diagnosed.
  mutating func text(_ node: YAMLNode, of what: String) -> String? {
    guard case .scalar(let text, let isPlain) = node.content else {
      error(place(node), "\(what) must be a text, and this is \(Self.kind(node))")
      return nil
    }
    if isPlain, let surprise = YAMLSurprise(text) {
      error(
        place(node), "\(what) is an unquoted \(ShownText.quoted(text)), \(surprise.advice)")
      return nil
    }
    return text
  }

  mutating func list(_ node: YAMLNode, of what: String) -> [YAMLNode]? {
    guard case .sequence(let nodes) = node.content else {
      error(
        place(node),
        "\(what) must be a list (`- item` lines or [a, b]), and this is \(Self.kind(node))")
      return nil
    }
    if nodes.count > Self.most.entries {
      error(
        place(node),
        "\(what) has \(nodes.count) entries, more than \(Self.most.entries); use CIDR ranges, "
          + "port ranges or wildcards")
      return nil
    }
    return nodes
  }

  static func kind(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, _): text.isEmpty ? "empty" : "the text \(ShownText.quoted(text))"
    case .mapping: "a mapping"
    case .sequence: "a list"
    }
  }
}
