// SPDX-License-Identifier: Apache-2.0

/// Classes of the bytes of a command line.
enum CommandText {
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

  static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

  static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5a).contains(byte) ? byte | 0x20 : byte }

  /// May stand in a variable's, an option's or a header's name.
  static func isName(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

  static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  static func isBreak(_ byte: UInt8) -> Bool { isSpace(byte) || isQuote(byte) }

  /// Inside of the quotation that opens at `open`: to the next mark of the same kind with as many
  /// backslashes before it, which belong to the mark.
  static func quotation(in text: [UInt8], open: Int) -> Range<Int> {
    if text[open...].starts(with: nested) { return nestedQuotation(in: text, open: open) }
    let depth = backslashes(in: text, before: open)
    var index = open + 1
    while index < text.count {
      if text[index] == text[open], backslashes(in: text, before: index) <= depth {
        return open + 1..<max(open + 1, index - depth)
      }
      index += 1
    }
    return open + 1..<text.count
  }

  /// A single quotation mark as a shell has it within single quotation marks.
  private static let nested: [UInt8] = Array(#"'\''"#.utf8)

  private static func nestedQuotation(in text: [UInt8], open: Int) -> Range<Int> {
    let begin = open + nested.count
    let end = text.indices[begin...].first { text[$0...].starts(with: nested) } ?? text.count
    return begin..<end
  }

  /// At most eight: deeper nesting is not met, and a text of backslashes must not cost its square.
  private static func backslashes(in text: [UInt8], before index: Int) -> Int {
    var count = 0
    while count < 8, index > count, text[index - count - 1] == UInt8(ascii: "\\") { count += 1 }
    return count
  }
}
