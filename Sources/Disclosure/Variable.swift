// SPDX-License-Identifier: Apache-2.0

/// A variable that a client or a shell has yet to replace: `${X}`, `${input:x}`, `{env:X}`,
/// `{file:x}`. It holds no value, and its name helps, so it stays visible.
enum Variable {
  private static let openings: [[UInt8]] = ["${", "{env:", "{file:"].map { Array($0.utf8) }
  private static let longest = 128

  /// Where the variable that begins at `start` ends; nil where none does, or one with a default
  /// (`${X:-value}`), which is a value.
  static func end(in text: [UInt8], at start: Int) -> Int? {
    guard let opening = openings.first(where: { text[start...].starts(with: $0) }) else {
      return nil
    }
    var index = start + opening.count
    let last = min(text.count, index + longest)
    while index < last, text[index] != UInt8(ascii: "}") {
      guard isInside(text[index], before: index + 1 < last ? text[index + 1] : 0) else {
        return nil
      }
      index += 1
    }
    return index < last && index > start + opening.count ? index + 1 : nil
  }

  private static func isInside(_ byte: UInt8, before next: UInt8) -> Bool {
    if byte == UInt8(ascii: ":") { return CommandText.isAlphanumeric(next) || next == 0x2e }
    return CommandText.isName(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "~")
  }

  /// Whether the range holds variables and nothing else.
  static func fills(_ range: Range<Int>, of text: [UInt8]) -> Bool {
    var (index, upper) = (range.lowerBound, range.upperBound)
    if upper - index > 2, CommandText.isQuote(text[index]), text[upper - 1] == text[index] {
      (index, upper) = (index + 1, upper - 1)
    }
    if index >= upper { return false }
    while index < upper {
      guard let end = end(in: text, at: index), end <= upper else { return false }
      index = end
    }
    return true
  }
}
