// SPDX-License-Identifier: Apache-2.0

/// Strings and their escapes.
extension JSONCParser {
  /// A member's name; nil where none begins, and after a failure.
  mutating func name() -> String? {
    switch bytes.byte {
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "'") where isLoose: return string()
    case let byte? where isLoose && Self.isNameByte(byte):
      var name: [UInt8] = []
      while let byte = bytes.byte, Self.isNameByte(byte), name.count < ConfigurationLimits.string {
        name.append(byte)
        bytes.advance()
      }
      return String(decoding: name, as: UTF8.self)
    default: return nil
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x24, 0x80...: true
    default: false
    }
  }

  /// In single quotes, byte by byte: it is seldom.
  private mutating func looseString() -> String? {
    bytes.advance()
    var text: [UInt8] = []
    while let byte = bytes.byte, byte != UInt8(ascii: "\n") {
      bytes.advance()
      if byte == UInt8(ascii: "'") {
        size += text.count
        return String(decoding: text, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        guard escape(into: &text) else { return nil }
      } else {
        text.append(byte)
      }
      text.removeLast(max(0, text.count - ConfigurationLimits.string))
    }
    fail("a string has no end")
    return nil
  }

  /// At its opening quote. Of a very long one the beginning.
  mutating func string() -> String? {
    if bytes.byte == UInt8(ascii: "'") { return looseString() }
    bytes.advance()
    var text: [UInt8] = []
    while true {
      let plain = bytes.takeText()
      let room = max(0, ConfigurationLimits.string - text.count)
      text += plain.prefix(room)
      switch bytes.byte {
      case nil:
        fail("a string has no end")
        return nil
      case UInt8(ascii: "\""):
        bytes.advance()
        size += text.count
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        bytes.advance()
        guard escape(into: &text) else { return nil }
        text.removeLast(max(0, text.count - ConfigurationLimits.string))
      case UInt8(ascii: "\n"):
        fail("a string has no end on its line")
        return nil
      default: continue
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let byte = bytes.byte else {
      fail("a string has no end")
      return false
    }
    bytes.advance()
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "'") where isLoose: text.append(byte)
    case UInt8(ascii: "u"): return unicode(into: &text)
    default:
      fail("a string has an escape that JSON does not know")
      return false
    }
    return true
  }

  /// Reads `\uXXXX`, two of them for a surrogate pair; a lone surrogate becomes U+FFFD.
  private mutating func unicode(into text: inout [UInt8]) -> Bool {
    guard var unit = fourDigits() else { return false }
    while UTF16.isLeadSurrogate(unit), bytes.take("\\") {
      guard bytes.take("u") else {
        text += Array("\u{FFFD}".utf8)
        return escape(into: &text)
      }
      guard let second = fourDigits() else { return false }
      if UTF16.isTrailSurrogate(second) {
        text += Array(String(decoding: [unit, second], as: UTF16.self).utf8)
        return true
      }
      text += Array("\u{FFFD}".utf8)
      unit = second
    }
    text += Array(String(decoding: [unit], as: UTF16.self).utf8)
    return true
  }

  private mutating func fourDigits() -> UInt16? {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = bytes.byte, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        fail("a string has a broken `\\u` escape")
        return nil
      }
      unit = unit << 4 | UInt16(digit)
      bytes.advance()
    }
    return unit
  }
}
