// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// JSON as editors read it: comments, trailing commas and a byte order mark are accepted.
///
/// The values before a syntax error are kept, so that a file in an editor still gives the entries
/// above the cursor. Numbers stay text.
struct JSONCParser {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var count = 0
  private var failure: ConfigurationProblem?
  private var duplicates: [ConfigurationProblem] = []

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value, as far as it could be read, and what was wrong.
  static func parse(
    _ bytes: [UInt8]
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    var parser = JSONCParser(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
    let value = parser.document()
    return (value, (parser.failure.map { [$0] } ?? []) + parser.duplicates)
  }

  private mutating func document() -> ConfigurationValue? {
    skipBlank()
    guard position < bytes.count else { return nil }
    let value = self.value(depth: 0)
    skipBlank()
    if position < bytes.count { fail("there is more after the end of the document") }
    return value
  }

  private mutating func fail(_ text: String) {
    if failure == nil { failure = ConfigurationProblem(line: line, text: text) }
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }
}

// MARK: - Blanks and comments

extension JSONCParser {
  private mutating func skipBlank() {
    while let byte {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "/"):
        guard skipComment() else { return }
      default: return
      }
    }
  }

  /// False, with nothing skipped, if the slash begins no comment.
  private mutating func skipComment() -> Bool {
    guard position + 1 < bytes.count else { return false }
    switch bytes[position + 1] {
    case UInt8(ascii: "/"):
      while let byte, byte != UInt8(ascii: "\n") { position += 1 }
      return true
    case UInt8(ascii: "*"):
      skipBlockComment()
      return true
    default: return false
    }
  }

  private mutating func skipBlockComment() {
    position += 2
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
        position += 2
        return
      }
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
    position = bytes.count
    fail("a comment has no end")
  }
}

// MARK: - Values

extension JSONCParser {
  /// Reads a value. Nil after a failure; containers give what they hold so far.
  private mutating func value(depth: Int) -> ConfigurationValue? {
    count += 1
    guard depth < ConfigurationLimits.depth, count <= ConfigurationLimits.values else {
      fail(depth < ConfigurationLimits.depth ? "too many values" : "nested too deeply")
      return nil
    }
    let start = line
    guard let byte else {
      fail("the document ends in the middle")
      return nil
    }
    switch byte {
    case UInt8(ascii: "{"): return ConfigurationValue(.map(map(depth: depth)), line: start)
    case UInt8(ascii: "["): return ConfigurationValue(.list(list(depth: depth)), line: start)
    case UInt8(ascii: "\""): return string().map { ConfigurationValue(.string($0), line: start) }
    default: return word().map { ConfigurationValue($0, line: start) }
    }
  }

  private mutating func list(depth: Int) -> [ConfigurationValue] {
    var values: [ConfigurationValue] = []
    position += 1
    while failure == nil {
      skipBlank()
      if take("]") { break }
      guard let value = value(depth: depth + 1) else { break }
      values.append(value)
      separate(from: "]")
    }
    return values
  }

  /// Reads a comma behind a value; true also if the container's end is next.
  private mutating func separate(from end: Unicode.Scalar) {
    skipBlank()
    if failure == nil, !take(","), byte != UInt8(ascii: end) {
      fail("expected `,` or `\(Character(end))`")
    }
  }

  private mutating func map(depth: Int) -> [ConfigurationValue.Member] {
    var members: [ConfigurationValue.Member] = []
    var places: [String: Int] = [:]
    position += 1
    while failure == nil {
      skipBlank()
      if take("}") { break }
      guard let member = member(depth: depth) else { break }
      if let place = places[member.name] {
        tellDuplicate(member)
        members[place] = member
      } else {
        places[member.name] = members.count
        members.append(member)
      }
      separate(from: "}")
    }
    return members
  }

  private mutating func member(depth: Int) -> ConfigurationValue.Member? {
    let start = line
    guard byte == UInt8(ascii: "\"") else {
      fail(position < bytes.count ? "expected a name in quotes" : "the document ends in the middle")
      return nil
    }
    guard let name = string() else { return nil }
    skipBlank()
    guard take(":") else {
      fail("expected `:` after a name")
      return nil
    }
    skipBlank()
    guard let value = value(depth: depth + 1) else { return nil }
    return ConfigurationValue.Member(name: name, line: start, value: value)
  }

  private mutating func tellDuplicate(_ member: ConfigurationValue.Member) {
    guard duplicates.count < ConfigurationLimits.problems else { return }
    let name = ShownText.escaped(member.name, limit: 80)
    duplicates.append(
      ConfigurationProblem(
        line: member.line, text: "`\(name)` stands twice in one object; the last one counts"))
  }

  /// Reads `true`, `false`, `null` or a number.
  private mutating func word() -> ConfigurationValue.Content? {
    let start = position
    while let byte, Self.isWordByte(byte), position - start < 64 { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      if Double(text) != nil { return .number(text) }
      fail("expected a value")
      return nil
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}

// MARK: - Strings

extension JSONCParser {
  private mutating func string() -> String? {
    position += 1
    var text: [UInt8] = []
    while let byte {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard escape(into: &text) else { return nil }
      case UInt8(ascii: "\n"):
        fail("a string has no end on its line")
        return nil
      default: text.append(byte)
      }
    }
    fail("a string has no end")
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let byte else {
      fail("a string has no end")
      return false
    }
    position += 1
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
    guard let first = fourDigits() else { return false }
    var units = [first]
    if UTF16.isLeadSurrogate(first), bytes[position...].starts(with: [0x5C, 0x75]) {
      position += 2
      guard let second = fourDigits() else { return false }
      units.append(second)
    }
    text += Array(String(decoding: units, as: UTF16.self).utf8)
    return true
  }

  private mutating func fourDigits() -> UInt16? {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        fail("a string has a broken `\\u` escape")
        return nil
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}
