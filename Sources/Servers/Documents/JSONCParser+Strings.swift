// SPDX-License-Identifier: Apache-2.0

/// Strings and their escapes.
extension JSONCParser {
  /// At its opening quote. Of a very long one the beginning.
  mutating func string() -> String? {
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
