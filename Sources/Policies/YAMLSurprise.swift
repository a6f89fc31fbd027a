// SPDX-License-Identifier: Apache-2.0

/// An unquoted scalar that YAML 1.1 readers do not take for the text it looks like.
enum YAMLSurprise: Hashable {
  case boolean, null, sexagesimal

  init?(_ plain: String) {
    switch plain.lowercased() {
    case "yes", "no", "on", "off", "true", "false", "y", "n": self = .boolean
    case "null", "~", "": self = .null
    default:
      guard Self.isSexagesimal(plain) else { return nil }
      self = .sexagesimal
    }
  }

  var advice: String {
    switch self {
    case .boolean: "which YAML 1.1 reads as true or false; quote it if it is a name"
    case .null: "which YAML reads as nothing; write a value, or remove the line"
    case .sexagesimal: "which YAML 1.1 reads as a number to base 60; quote it, and put a host first"
    }
  }

  /// `22:80` is 1400 to YAML 1.1.
  private static func isSexagesimal(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }
}
