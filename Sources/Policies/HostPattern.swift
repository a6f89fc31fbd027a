// SPDX-License-Identifier: Apache-2.0

/// A host name, or `*.` and a name: one or more labels under it, not the name itself.
package struct HostPattern: Hashable, Sendable {
  /// Lower case, without `*.` and without a trailing dot.
  package let name: String
  package let isWildcard: Bool

  init(name: String, isWildcard: Bool) {
    self.name = name
    self.isWildcard = isWildcard
  }

  /// `localhost` or a name under it, which RFC 6761 keeps on the machine itself.
  package var isLocalhost: Bool { Self.isLocalhost(name) }

  static func isLocalhost(_ name: String) -> Bool {
    name == "localhost" || name.hasSuffix(".localhost")
  }

  /// Every name that `other` allows, this one allows too.
  func covers(_ other: HostPattern) -> Bool {
    guard isWildcard else { return !other.isWildcard && name == other.name }
    return other.name.hasSuffix("." + name) || (other.isWildcard && other.name == name)
  }

  /// Bytes of the longest name in text, with its last dot.
  static let longestName = 254

  /// The form in which names are compared: lower case, without one trailing dot.
  static func normalised(_ name: String) -> Substring {
    let isLower = name.utf8.allSatisfy { !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let lower = isLower ? Substring(name) : Substring(name.lowercased())
    return lower.utf8.last == UInt8(ascii: ".") ? lower.dropLast() : lower
  }
}

extension HostPattern: CustomStringConvertible {
  package var description: String { isWildcard ? "*.\(name)" : name }
}
