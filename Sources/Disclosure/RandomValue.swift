// SPDX-License-Identifier: Apache-2.0

/// Values that no person would write: long, with digits among letters, and no words.
enum RandomValue {
  private static let shortest = 24
  private static let shortestSegment = 16

  /// The long random value that begins at `start` and is all of a word; nil for paths, for names
  /// with versions, and for digests (40 hexadecimal digits and more).
  static func find(in text: [UInt8], at start: Int) -> Range<Int>? {
    guard text.count - start >= shortest, CommandText.isAlphanumeric(text[start]) else {
      return nil
    }
    var end = start
    while end < text.count, isPlain(text[end]) { end += 1 }
    let value = text[start..<end]
    guard value.count >= shortest else { return nil }
    while end < text.count, text[end] == UInt8(ascii: "=") { end += 1 }
    guard end == text.count || endsValue(text[end]), isRandom(value) else { return nil }
    return start..<end
  }

  /// A segment of a URL's path that looks like a key.
  static func isKey(_ segment: ArraySlice<UInt8>) -> Bool {
    segment.count >= shortestSegment && segment.contains(where: CommandText.isDigit)
      && !isName(segment)
  }

  /// What a lone option such as `-k` may be given: letters and digits, and no name, port or path.
  static func isPassword(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 8 && word.first != UInt8(ascii: "-") && !word.contains(where: isPathOrPort)
      && word.contains(where: CommandText.isDigit) && word.contains(where: CommandText.isLetter)
      && !isName(word)
  }

  private static func isPathOrPort(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2c, 0x2e, 0x2f, 0x3a, 0x3d, 0x40, 0x5c: true
    default: false
    }
  }

  private static func isRandom(_ value: ArraySlice<UInt8>) -> Bool {
    value.count(where: CommandText.isDigit) >= 4 && value.contains(where: CommandText.isLetter)
      && !isDigest(value) && !isName(value)
  }

  /// SHA-1, the SHA-2s, a container's id. Thirty-two digits are as often a key.
  static func isDigest(_ value: ArraySlice<UInt8>) -> Bool {
    [40, 64, 96, 128].contains(value.count)
      && value.allSatisfy { CommandText.isDigit($0) || (0x61...0x66).contains($0) }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    CommandText.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+")
  }

  /// Where a value may begin, the byte after it.
  static func startsValue(after byte: UInt8) -> Bool {
    endsValue(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "(")
  }

  private static func endsValue(_ byte: UInt8) -> Bool {
    CommandText.isBreak(byte) || [0x26, 0x29, 0x2c, 0x3b, 0x5d, 0x7d].contains(byte)
  }

  /// Words as people join them, `server-files-v2.1.tar.gz`: of letters, of few digits, or of
  /// letters with a version behind. One short word may mix them, as `v1beta1` does.
  private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
    var mixed = 0
    for word in text.split(whereSeparator: { !CommandText.isAlphanumeric($0) }) {
      if isWord(word) { continue }
      if word.count > 7 || mixed > 0 { return false }
      mixed += 1
    }
    return true
  }

  private static func isWord(_ word: ArraySlice<UInt8>) -> Bool {
    let rest = word.drop(while: CommandText.isLetter)
    if rest.isEmpty { return true }
    guard rest.allSatisfy(CommandText.isDigit) else { return false }
    if rest.count == word.count { return rest.count <= 4 || isDate(rest) }
    return rest.count <= 3 && word.count <= 15
  }

  /// `20260115`.
  private static func isDate(_ digits: ArraySlice<UInt8>) -> Bool {
    digits.count == 8 && (digits.starts(with: "19".utf8) || digits.starts(with: "20".utf8))
  }
}
