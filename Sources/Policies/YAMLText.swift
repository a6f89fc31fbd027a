// SPDX-License-Identifier: Apache-2.0

/// Texts as YAML scalars.
enum YAMLText {
  /// A double-quoted scalar, which holds any text on one line.
  static func quoted(_ text: String) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars { quoted += escaped(scalar) }
    return "\"\(quoted)\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case " "..."~": return String(scalar)
    default:
      let digits = String(scalar.value, radix: 16)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
  }
}
