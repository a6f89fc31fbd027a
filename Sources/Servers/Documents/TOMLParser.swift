// SPDX-License-Identifier: Apache-2.0

/// Reads TOML's grammar, byte by byte, into a tree.
///
/// Written here and not taken from a library: such files are any user's, the reader is root, and a
/// parser that is right about right files alone (asserts, recursion) lets one user end the watch over
/// all.
struct TOMLParser {
  var position = 0
  var line = 1
  let bytes: [UInt8]
  private var tree = TOMLTree()
  /// The table whose members are being read.
  private var table = TOMLTree.root

  /// The bytes must be UTF-8.
  static func parse(_ bytes: [UInt8]) throws(TOMLFailure) -> TOMLTree {
    var parser = TOMLParser(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
    try parser.readAll()
    return parser.tree
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func readAll() throws(TOMLFailure) {
    skipSpace()
    while let byte {
      if byte == UInt8(ascii: "[") {
        try readHeader()
      } else {
        try readMember(of: table, depth: 0)
      }
      try endLine()
      skipSpace()
    }
  }

  private mutating func readHeader() throws(TOMLFailure) {
    _ = take("[")
    let isItem = take("[")
    let place = line
    let names = try readKey()
    guard let last = names.last, take("]"), !isItem || take("]") else { throw failure }
    var above = TOMLTree.root
    for name in names.dropLast() { above = try tree.above(name, in: above, line: place) }
    table =
      isItem
      ? try tree.beginItem(last, in: above, line: place)
      : try tree.begin(last, in: above, line: place)
  }

  private mutating func readMember(of table: Int, depth: Int) throws(TOMLFailure) {
    let place = line
    let names = try readKey()
    skipBlanks()
    guard let last = names.last, take("=") else { throw failure }
    var owner = table
    for name in names.dropLast() { owner = try tree.dotted(name, in: owner, line: place) }
    let value = try readValue(depth: depth + 1, line: place)
    try tree.add(last, value, to: owner, line: place)
  }

  /// One name, or several with dots between.
  private mutating func readKey() throws(TOMLFailure) -> [String] {
    var names: [String] = []
    repeat {
      guard names.count < ConfigurationLimits.depth else {
        throw TOMLFailure(line: line, text: "nested too deeply: too many dots")
      }
      skipBlanks()
      names.append(try readName())
      skipBlanks()
    } while take(".")
    return names
  }

  private mutating func readName() throws(TOMLFailure) -> String {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return try readText(mayHaveLines: false)
    }
    let start = position
    while let byte, Self.isNameByte(byte) { position += 1 }
    guard position > start else { throw failure }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

// MARK: - Values

extension TOMLParser {
  /// `line` is that of the value's name.
  private mutating func readValue(depth: Int, line start: Int) throws(TOMLFailure) -> Int {
    guard depth < ConfigurationLimits.depth else {
      throw TOMLFailure(line: line, text: "nested too deeply")
    }
    skipBlanks()
    switch byte {
    case UInt8(ascii: "["): return try readList(depth: depth, line: start)
    case UInt8(ascii: "{"): return try readInline(depth: depth, line: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try tree.make(.scalar(.string(try readText(mayHaveLines: true))), line: start)
    default: return try tree.make(try readWord(), line: start)
    }
  }

  private mutating func readList(depth: Int, line start: Int) throws(TOMLFailure) -> Int {
    let list = try tree.make(.list([], isOfTables: false), line: start)
    _ = take("[")
    skipSpace()
    while !take("]") {
      tree.append(try readValue(depth: depth + 1, line: line), to: list)
      skipSpace()
      guard take(",") || byte == UInt8(ascii: "]") else { throw failure }
      skipSpace()
    }
    return list
  }

  private mutating func readInline(depth: Int, line start: Int) throws(TOMLFailure) -> Int {
    let inline = try tree.make(.table(TOMLTree.Table(.inline)), line: start)
    _ = take("{")
    skipSpace()
    while !take("}") {
      try readMember(of: inline, depth: depth)
      skipSpace()
      guard take(",") || byte == UInt8(ascii: "}") else { throw failure }
      skipSpace()
    }
    return inline
  }
}

// MARK: - Bytes

extension TOMLParser {
  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  var failure: TOMLFailure { TOMLFailure(line: line) }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while byte == 0x20 || byte == 0x09 { position += 1 }
  }

  /// Blanks, ends of lines and comments.
  private mutating func skipSpace() {
    while let byte {
      switch byte {
      case 0x0A:
        line += 1
        position += 1
      case 0x20, 0x09, 0x0D: position += 1
      case UInt8(ascii: "#"): skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() {
    while let byte, byte != 0x0A { position += 1 }
  }

  /// Nothing but a comment stands behind a header or a value.
  private mutating func endLine() throws(TOMLFailure) {
    skipBlanks()
    if byte == UInt8(ascii: "#") { skipComment() }
    if byte == 0x0D { position += 1 }
    guard byte == nil || byte == 0x0A else { throw failure }
  }
}
