// SPDX-License-Identifier: Apache-2.0

/// A value of a configuration file, whatever its format, with the line it begins on.
package struct ConfigurationValue: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package var name: String
    /// 1-based line of the name; nil if the format's reader does not know it.
    package var line: Int?
    package var value: ConfigurationValue
  }

  package indirect enum Content: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The number as the file spells it; nothing here computes with numbers.
    case number(String)
    case string(String)
    case list([ConfigurationValue])
    /// Members in the file's order; of a repeated name only the last, as clients read it.
    case map([Member])
  }

  package var content: Content
  package var line: Int?

  package init(_ content: Content, line: Int? = nil) {
    self.content = content
    self.line = line
  }

  /// The member of that name, for a map.
  package subscript(_ name: String) -> ConfigurationValue? {
    members?.first { $0.name == name }?.value
  }

  package var members: [Member]? {
    guard case .map(let members) = content else { return nil }
    return members
  }

  package var list: [ConfigurationValue]? {
    guard case .list(let values) = content else { return nil }
    return values
  }

  package var string: String? {
    guard case .string(let text) = content else { return nil }
    return text
  }

  package var bool: Bool? {
    guard case .bool(let value) = content else { return nil }
    return value
  }

  /// The text of a string, a number or a bool: what a shell would be given.
  package var scalarText: String? {
    switch content {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .map: nil
    }
  }

  package var isNull: Bool { content == .null }

  /// Walks down by name: `["a", "b"]` is `a.b`.
  package func value(at path: [String]) -> ConfigurationValue? {
    var value: ConfigurationValue? = self
    for name in path { value = value?[name] }
    return value
  }
}
