// SPDX-License-Identifier: Apache-2.0

/// Reads the JSON of one line. Recursion ends at `depthLimit`; every read is behind a length check.
struct EventLogParser {
  /// The place of what is no JSON, in bytes from the line's first.
  struct Failure: Error {
    var offset: Int
  }

  private static let depthLimit = 8

  private let line: ArraySlice<UInt8>
  private var position: Int

  private init(_ line: ArraySlice<UInt8>) {
    self.line = line
    position = line.startIndex
  }

  static func parse(_ line: ArraySlice<UInt8>) throws(Failure) -> EventLogValue {
    var parser = EventLogParser(line)
    let value = try parser.value(depth: 0)
    parser.skipSpaces()
    guard parser.position == line.endIndex else { throw parser.failure }
    return value
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

  private mutating func value(depth: Int) throws(Failure) -> EventLogValue {
    guard depth < Self.depthLimit else { throw failure }
    skipSpaces()
    switch next {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "t"): return .bool(try word("true", true))
    case UInt8(ascii: "f"): return .bool(try word("false", false))
    default: return .number(try number())
    }
  }

  private mutating func word(_ text: String, _ value: Bool) throws(Failure) -> Bool {
    guard line[position...].starts(with: text.utf8) else { throw failure }
    position += text.utf8.count
    return value
  }

  private mutating func number() throws(Failure) -> UInt64 {
    let digits = line[position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty, digits.count == 1 || digits.first != UInt8(ascii: "0"),
      let value = UInt64(String(decoding: digits, as: UTF8.self))
    else { throw failure }
    position = digits.endIndex
    return value
  }

  private mutating func array(depth: Int) throws(Failure) -> [EventLogValue] {
    position += 1
    if take(UInt8(ascii: "]")) { return [] }
    var values: [EventLogValue] = []
    repeat { values.append(try value(depth: depth)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure }
    return values
  }

  private mutating func object(depth: Int) throws(Failure) -> [EventLogField] {
    position += 1
    if take(UInt8(ascii: "}")) { return [] }
    var fields: [EventLogField] = []
    var keys: Set<String> = []
    repeat {
      skipSpaces()
      let key = try string()
      guard keys.insert(key).inserted, take(UInt8(ascii: ":")) else { throw failure }
      fields.append(EventLogField(key: key, value: try value(depth: depth)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure }
    return fields
  }

  private mutating func string() throws(Failure) -> String {
    guard take(UInt8(ascii: "\"")) else { throw failure }
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure }
      position += 1
      if byte == UInt8(ascii: "\\") { text += try escape() } else { text.append(byte) }
    }
    guard take(UInt8(ascii: "\"")), let string = String(validating: text, as: UTF8.self) else {
      throw failure
    }
    return string
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
