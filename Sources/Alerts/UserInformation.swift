// SPDX-License-Identifier: Apache-2.0

/// `scheme://user:password@host`.
enum UserInformation {
  static func find(in text: [UInt8], colon: Int, isCut: Bool) -> Range<Int>? {
    guard text[colon...].starts(with: "://".utf8) else { return nil }
    let begin = colon + 3
    let end = text[begin...].firstIndex(where: CommandText.isBreak) ?? text.count
    let slash = text[begin..<end].firstIndex { [0x2f, 0x3f, 0x23].contains($0) } ?? end
    if let at = text[begin..<slash].lastIndex(of: 0x40) { return begin..<at }
    guard hasPassword(text[begin..<slash]) || isCut && slash == text.count else { return nil }
    if let at = text[slash..<end].lastIndex(of: 0x40) { return begin..<at }
    return isCut && end == text.count ? begin..<end : nil
  }

  /// Something after a colon that is no port: a password with an unescaped slash was cut there.
  private static func hasPassword(_ authority: ArraySlice<UInt8>) -> Bool {
    guard authority.first != 0x5b, let colon = authority.lastIndex(of: 0x3a) else { return false }
    return !authority[(colon + 1)...].allSatisfy { (0x30...0x39).contains($0) }
  }
}
