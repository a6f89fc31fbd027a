// SPDX-License-Identifier: Apache-2.0

/// On which line each key of a TOML file stands. TOMLKit does not tell where its values come from.
///
/// `[a.b]` and `a.b = 1` are under `a.b`; the third `[[a]]`, and the third item of a list, under
/// `a[2]`. Made for text that the parser took: of any other it gives lines that may be wrong.
struct TOMLLines {
  private var bytes: ArraySlice<UInt8>
  private var line = 1
  /// The table whose keys are being read.
  private var table = ""
  /// How many `[[…]]` of a name there were.
  private var counts: [String: Int] = [:]
  private var lines: [String: Int] = [:]
  /// Of tables that only a longer name mentions: `[a.b]` for `a`.
  private var implied: [String: Int] = [:]

  static func lines(_ bytes: [UInt8]) -> [String: Int] {
    var reader = TOMLLines(bytes: bytes[...])
    reader.readAll()
    return reader.implied.merging(reader.lines) { _, explicit in explicit }
  }

  private init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
  }

  private mutating func readAll() {
    while lines.count < ConfigurationLimits.values {
      skipSpace()
      guard let first = bytes.first else { return }
      if first == UInt8(ascii: "[") {
        guard readHeader() else { return }
      } else {
        guard readMember(of: table, depth: 0) else { return }
      }
    }
  }

  private mutating func readHeader() -> Bool {
    _ = take("[")
    let isArray = take("[")
    let place = line
    guard let names = readKey(), let last = names.last, take("]") else { return false }
    if isArray, !take("]") { return false }
    let above = names.dropLast().reduce("") { current(TOMLLines.joined($0, $1)) }
    note(names.dropLast(), from: "", line: place)
    var path = TOMLLines.joined(above, last)
    if isArray {
      counts[path, default: 0] += 1
      path = current(path)
    }
    table = path
    lines[path] = lines[path] ?? place
    return true
  }

  /// The `[[…]]` that was begun last, where the path is one.
  private func current(_ path: String) -> String {
    counts[path].map { "\(path)[\($0 - 1)]" } ?? path
  }

  private mutating func note(_ names: ArraySlice<String>, from table: String, line: Int) {
    var path = table
    for name in names {
      path = current(TOMLLines.joined(path, name))
      implied[path] = implied[path] ?? line
    }
  }

  private mutating func readMember(of table: String, depth: Int) -> Bool {
    let place = line
    guard let names = readKey(), take("=") else { return false }
    note(names.dropLast(), from: table, line: place)
    let path = names.reduce(table) { TOMLLines.joined($0, $1) }
    lines[path] = lines[path] ?? place
    return readValue(path, depth: depth + 1)
  }

  /// Of a longer path the line is not known: each value of a file would hold another copy of it.
  static let pathLimit = 1_024

  static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }
}

// MARK: - Values

extension TOMLLines {
  /// False where the text is no TOML, or too deep.
  private mutating func readValue(_ path: String, depth: Int) -> Bool {
    guard depth < ConfigurationLimits.depth, lines.count < ConfigurationLimits.values,
      path.utf8.count <= TOMLLines.pathLimit
    else { return false }
    skipBlanks()
    switch bytes.first {
    case UInt8(ascii: "["): return readList(path, depth: depth)
    case UInt8(ascii: "{"): return readInline(path, depth: depth)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return readText() != nil
    default: return skipWord()
    }
  }

  private mutating func readList(_ path: String, depth: Int) -> Bool {
    _ = take("[")
    var index = 0
    while true {
      skipSpace()
      if take("]") { return true }
      let item = "\(path)[\(index)]"
      lines[item] = line
      guard readValue(item, depth: depth + 1) else { return false }
      skipSpace()
      index += 1
      if !take(",") { return take("]") }
    }
  }

  private mutating func readInline(_ path: String, depth: Int) -> Bool {
    _ = take("{")
    while true {
      skipSpace()
      if take("}") { return true }
      guard readMember(of: path, depth: depth) else { return false }
      skipSpace()
      if !take(",") { return take("}") }
    }
  }

  /// A number, a date or a truth.
  private mutating func skipWord() -> Bool {
    let ends: [UInt8] = [0x0A, 0x0D, 0x20, 0x09] + Array(",]}#".utf8)
    let word = bytes.prefix { !ends.contains($0) }
    bytes = bytes.dropFirst(word.count)
    return !word.isEmpty
  }
}

// MARK: - Keys and texts

extension TOMLLines {
  private mutating func readKey() -> [String]? {
    var names: [String] = []
    while names.count < ConfigurationLimits.depth {
      skipBlanks()
      guard let name = readName() else { return nil }
      names.append(name)
      skipBlanks()
      if !take(".") { return names }
    }
    return nil
  }

  private mutating func readName() -> String? {
    if let first = bytes.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      return readText()
    }
    let ends: [UInt8] = [0x0A, 0x0D, 0x20, 0x09] + Array(".=]".utf8)
    let name = bytes.prefix { !ends.contains($0) }
    bytes = bytes.dropFirst(name.count)
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  /// A text in quotes of either kind, of one line or of several.
  private mutating func readText() -> String? {
    guard let quote = bytes.first else { return nil }
    let fence = bytes.starts(with: [quote, quote, quote]) ? [quote, quote, quote] : [quote]
    bytes = bytes.dropFirst(fence.count)
    var text: [UInt8] = []
    while let byte = bytes.first {
      if bytes.starts(with: fence) { return end(fence, text) }
      bytes = bytes.dropFirst()
      if byte == 0x0A { line += 1 }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        text += readEscape()
      } else {
        text.append(byte)
      }
    }
    return nil
  }

  /// Of five quotes in a row the first two belong to the text.
  private mutating func end(_ fence: [UInt8], _ text: [UInt8]) -> String {
    bytes = bytes.dropFirst(fence.count)
    if fence.count == 3 { bytes = bytes.drop { $0 == fence[0] } }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func readEscape() -> [UInt8] {
    guard let byte = bytes.popFirst() else { return [] }
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "u"): return readScalar(digits: 4)
    case UInt8(ascii: "U"): return readScalar(digits: 8)
    case 0x0A:
      line += 1
      return []
    default: return [byte]
    }
  }

  private mutating func readScalar(digits: Int) -> [UInt8] {
    let text = String(decoding: bytes.prefix(digits), as: UTF8.self)
    guard let number = UInt32(text, radix: 16), let scalar = Unicode.Scalar(number) else {
      return []
    }
    bytes = bytes.dropFirst(digits)
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard let byte = bytes.first, UInt32(byte) == mark.value else { return false }
    bytes = bytes.dropFirst()
    return true
  }

  private mutating func skipBlanks() {
    bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
  }

  /// Blanks, ends of lines and comments.
  private mutating func skipSpace() {
    while let byte = bytes.first {
      switch byte {
      case 0x0A:
        line += 1
        bytes = bytes.dropFirst()
      case 0x20, 0x09, 0x0D: bytes = bytes.dropFirst()
      case UInt8(ascii: "#"): bytes = bytes.drop { $0 != 0x0A }
      default: return
      }
    }
  }
}
