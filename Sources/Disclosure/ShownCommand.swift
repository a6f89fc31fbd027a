// SPDX-License-Identifier: Apache-2.0

/// A command line as it may be shown: credentials taken out, quoted as a shell would read it.
package struct ShownCommand: Hashable, Sendable {
  package private(set) var arguments: [String] = []
  package private(set) var line = ""
  /// There was more.
  package private(set) var isCut: Bool

  private static let longest = 4096
  private static let most = 256

  /// `isCut`: there were more arguments, or more of the last one.
  package init(_ words: [String], isCut: Bool = false) {
    var redactor = Redactor()
    var left = Self.longest
    for (index, argument) in words.prefix(Self.most).enumerated() where left > 0 {
      let isLast = index == words.count - 1
      let shown = redactor.redact(argument, isCut: isLast && isCut)
      arguments.append(shown)
      left -= shown.utf8.count + 1
    }
    line = arguments.map(Self.quoted).joined(separator: " ")
    self.isCut =
      isCut || arguments.count < words.count
      || words.contains { $0.utf8.count > Redactor.longest }
  }

  /// Bare where a shell would take it so, `'…'` where not, `$'…'` where it has what cannot be seen.
  static func quoted(_ argument: String) -> String {
    if !argument.isEmpty, argument.utf8.allSatisfy(isPlain) { return argument }
    if argument.unicodeScalars.contains(where: { HiddenCharacter.isHidden($0.value) }) {
      return "$'" + argument.unicodeScalars.map(escaped).joined() + "'"
    }
    return "'"
      + argument.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#) + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    CommandText.isAlphanumeric(byte) || "@%+=:,./-_*".utf8.contains(byte)
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\\": return #"\\"#
    case "'": return #"\'"#
    case "\n": return #"\n"#
    case "\r": return #"\r"#
    case "\t": return #"\t"#
    default: break
    }
    guard HiddenCharacter.isHidden(scalar.value) else { return String(scalar) }
    let digits = String(scalar.value, radix: 16)
    let (letter, width) =
      scalar.value < 0x80 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }
}
