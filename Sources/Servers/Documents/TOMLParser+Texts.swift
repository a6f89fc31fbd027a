// SPDX-License-Identifier: Apache-2.0

/// Texts in quotes of either kind, of one line or of several.
extension TOMLParser {
  mutating func readText(mayHaveLines: Bool) throws(TOMLFailure) -> String {
    guard let quote = byte else { throw failure }
    let isLong = mayHaveLines && bytes[position...].starts(with: [quote, quote, quote])
    position += isLong ? 3 : 1
    if isLong { skipFirstLineEnd() }
    var text: [UInt8] = []
    while let byte {
      if byte == quote, endsText(quote, isLong: isLong, &text) {
        return String(decoding: text, as: UTF8.self)
      }
      try readByte(byte, of: quote, isLong: isLong, into: &text)
    }
    throw failure
  }

  /// A line end right behind the three quotes is no part of the text.
  private mutating func skipFirstLineEnd() {
    if byte == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
    if byte == 0x0A {
      position += 1
      line += 1
    }
  }

  /// At a quote: whether it ends the text. Of up to five in a row the last three do, and the others
  /// belong to it.
  private mutating func endsText(_ quote: UInt8, isLong: Bool, _ text: inout [UInt8]) -> Bool {
    guard isLong else {
      position += 1
      return true
    }
    let count = bytes[position...].prefix(5).prefix { $0 == quote }.count
    guard count >= 3 else { return false }
    text += [UInt8](repeating: quote, count: count - 3)
    position += count
    return true
  }

  private mutating func readByte(
    _ byte: UInt8, of quote: UInt8, isLong: Bool, into text: inout [UInt8]
  ) throws(TOMLFailure) {
    position += 1
    switch byte {
    case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
      try readEscape(isLong: isLong, into: &text)
    case 0x0A where isLong:
      line += 1
      text.append(byte)
    case 0x0D where isLong, 0x09, 0x20...0x7E, 0x80...0xFF: text.append(byte)
    default: throw failure
    }
  }

  private mutating func readEscape(
    isLong: Bool, into text: inout [UInt8]
  ) throws(TOMLFailure) {
    guard let byte else { throw failure }
    position += 1
    switch byte {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "e"): text.append(0x1B)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
    case UInt8(ascii: "x"): text += try readScalar(digits: 2)
    case UInt8(ascii: "u"): text += try readScalar(digits: 4)
    case UInt8(ascii: "U"): text += try readScalar(digits: 8)
    default:
      position -= 1
      guard isLong, joinsLines() else { throw failure }
    }
  }

  private mutating func readScalar(digits: Int) throws(TOMLFailure) -> [UInt8] {
    let run = bytes[position...].prefix(digits)
    guard run.count == digits, run.allSatisfy({ Self.isHexadecimal($0) }),
      let number = UInt32(String(decoding: run, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(number)
    else { throw failure }
    position += digits
    return Array(String(Character(scalar)).utf8)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  /// A backslash at a line's end takes the blanks and line ends behind it away.
  private mutating func joinsLines() -> Bool {
    let start = line
    while let byte, [0x20, 0x09, 0x0D, 0x0A].contains(byte) {
      if byte == 0x0A { line += 1 }
      position += 1
    }
    return line > start
  }
}
