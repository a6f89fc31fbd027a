// SPDX-License-Identifier: Apache-2.0

/// `scheme://user:password@host`.
enum UserInformation {
  static func find(in text: [UInt8], colon: Int, isCut: Bool) -> Range<Int>? {
    guard text[colon...].starts(with: "://".utf8) else { return nil }
    let begin = colon + 3
    let slash = text[begin...].firstIndex(where: endsAuthority) ?? text.count
    if let at = text[begin..<slash].lastIndex(of: 0x40) { return begin..<at }
    guard hasPassword(text[begin..<slash]) || isCut && slash == text.count else { return nil }
    let rest = text[slash...].prefix(furthest).prefix { !CommandText.isBreak($0) }
    if let at = rest.lastIndex(of: 0x40) { return begin..<at }
    return isCut && rest.endIndex == text.count ? begin..<text.count : nil
  }

  /// Where the path begins of the URL whose authority begins at `begin`; nil for a file on this
  /// machine.
  static func path(in text: [UInt8], from begin: Int, scheme: ArraySlice<UInt8>) -> Int? {
    if ["file", "unix"].contains(where: { scheme.elementsEqual($0.utf8) }) { return nil }
    return text[begin...].firstIndex(where: endsAuthority) ?? text.count
  }

  /// How far after an unescaped slash the rest of a password is looked for.
  private static let furthest = 256

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == 0x2f || endsPath(byte)
  }

  /// Ends the path, and what goes before it.
  static func endsPath(_ byte: UInt8) -> Bool {
    CommandText.isBreak(byte) || byte == 0x3f || byte == 0x23
  }

  /// Something after a colon that is no port: a password with an unescaped slash was cut there.
  private static func hasPassword(_ authority: ArraySlice<UInt8>) -> Bool {
    guard authority.first != 0x5b, let colon = authority.lastIndex(of: 0x3a) else { return false }
    return !authority[(colon + 1)...].allSatisfy(CommandText.isDigit)
  }
}
