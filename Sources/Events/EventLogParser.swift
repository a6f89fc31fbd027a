// SPDX-License-Identifier: Apache-2.0

/// Reads the JSON of one line onto a tape. Recursion ends at `depthLimit`; every read is behind a
/// length check.
struct EventLogParser {
  /// The place of what is no JSON, in bytes from the line's first.
  struct Failure: Error {
    var offset: Int
  }

  private static let depthLimit = 8
  /// Fields of an object up to which each key is compared with those before it.
  private static let fewFields = 24

  private let line: ArraySlice<UInt8>
  private var position: Int
  private var tape: EventLogTape

  /// `tokens` lends its memory.
  private init(_ line: ArraySlice<UInt8>, tokens: consuming [EventLogToken] = []) {
    self.line = line
    position = line.startIndex
    tokens.removeAll(keepingCapacity: true)
    tape = EventLogTape(line: line, tokens: tokens)
  }

  static func parse(
    _ line: ArraySlice<UInt8>, reusing tokens: consuming [EventLogToken] = []
  ) throws(Failure) -> EventLogTape {
    var parser = EventLogParser(line, tokens: tokens)
    try parser.value(key: EventLogKey(), depth: 0)
    parser.skipSpaces()
    guard parser.position == line.endIndex else { throw parser.failure }
    return parser.tape
  }

  /// The text of bytes that were read once already.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var parser = EventLogParser(bytes)
    var text: [UInt8] = []
    while let byte = parser.next {
      parser.position += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let meant = try? parser.escape() else { return "" }
      text += meant
    }
    return String(decoding: text, as: UTF8.self)
  }

  private var failure: Failure { Failure(offset: position - line.startIndex) }

  private var next: UInt8? { position < line.endIndex ? line[position] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(key: EventLogKey, depth: Int) throws(Failure) {
    guard depth < Self.depthLimit else { throw failure }
    skipSpaces()
    let index = tape.tokens.count
    switch next {
    case UInt8(ascii: "\""): add(.text, key, text: try string())
    case UInt8(ascii: "{"):
      add(.object, key)
      try object(depth: depth + 1)
    case UInt8(ascii: "["):
      add(.array, key)
      try array(depth: depth + 1)
    case UInt8(ascii: "t"): add(.bool, key, number: try word("true", 1))
    case UInt8(ascii: "f"): add(.bool, key, number: try word("false", 0))
    default: add(.number, key, number: try number())
    }
    tape.tokens[index].end = Int32(tape.tokens.count)
  }

  private mutating func add(
    _ kind: EventLogToken.Kind, _ key: EventLogKey, text: EventLogText = EventLogText(),
    number: UInt64 = 0
  ) {
    tape.tokens.append(EventLogToken(kind: kind, key: key, text: text, number: number))
  }

  private mutating func word(_ text: String, _ value: UInt64) throws(Failure) -> UInt64 {
    guard line[position...].starts(with: text.utf8) else { throw failure }
    position += text.utf8.count
    return value
  }

  private mutating func number() throws(Failure) -> UInt64 {
    let start = position
    var value: UInt64 = 0
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      let (shifted, isOver) = value.multipliedReportingOverflow(by: 10)
      let (sum, isAbove) = shifted.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
      guard !isOver, !isAbove, position == start || line[start] != UInt8(ascii: "0") else {
        position = start
        throw failure
      }
      value = sum
      position += 1
    }
    guard position > start else { throw failure }
    return value
  }

  private mutating func array(depth: Int) throws(Failure) {
    position += 1
    if take(UInt8(ascii: "]")) { return }
    repeat { try value(key: EventLogKey(), depth: depth) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure }
  }

  private mutating func object(depth: Int) throws(Failure) {
    position += 1
    if take(UInt8(ascii: "}")) { return }
    let first = tape.tokens.count
    var count = 0
    var many: Set<String> = []
    repeat {
      skipSpaces()
      let key = tape.key(try string())
      if count == Self.fewFields { many = keys(from: first) }
      let isNew =
        count < Self.fewFields
        ? !holds(key, from: first) : many.insert(tape.string(key.text)).inserted
      guard isNew, take(UInt8(ascii: ":")) else { throw failure }
      try value(key: key, depth: depth)
      count += 1
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure }
  }

  private func holds(_ key: EventLogKey, from first: Int) -> Bool {
    var index = first
    while index < tape.tokens.count {
      if tape.areEqual(tape.tokens[index].key, key) { return true }
      index = Int(tape.tokens[index].end)
    }
    return false
  }

  private func keys(from first: Int) -> Set<String> {
    var keys: Set<String> = []
    var index = first
    while index < tape.tokens.count {
      keys.insert(tape.string(tape.tokens[index].key.text))
      index = Int(tape.tokens[index].end)
    }
    return keys
  }

  private mutating func string() throws(Failure) -> EventLogText {
    guard take(UInt8(ascii: "\"")) else { throw failure }
    let start = position
    var text = EventLogText(start: Int32(start - line.startIndex))
    var isASCII = true
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure }
      position += 1
      if byte >= 0x80 { isASCII = false }
      guard byte == UInt8(ascii: "\\") else { continue }
      text.isEscaped = true
      _ = try escape()
    }
    text.count = Int32(position - start)
    let end = position
    guard take(UInt8(ascii: "\"")),
      isASCII || String(validating: line[start..<end], as: UTF8.self) != nil
    else { throw failure }
    return text
  }

  private mutating func escape() throws(Failure) -> [UInt8] {
    guard let byte = next else { throw failure }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "u"): return try scalar()
    default: throw failure
    }
  }

  /// Four digits, or a surrogate pair (`d83d\ude00`), after the first `\u`.
  private mutating func scalar() throws(Failure) -> [UInt8] {
    var value = UInt32(try unit())
    if (0xd800...0xdbff).contains(value) {
      guard line[position...].starts(with: "\\u".utf8) else { throw failure }
      position += 2
      let low = UInt32(try unit())
      guard (0xdc00...0xdfff).contains(low) else { throw failure }
      value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value), let bytes = UTF8.encode(scalar) else { throw failure }
    return Array(bytes)
  }

  private mutating func unit() throws(Failure) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw failure
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }
}
