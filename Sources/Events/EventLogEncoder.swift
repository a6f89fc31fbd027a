// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// Writes fields as compact JSON behind what a log holds.
struct EventLogEncoder {
  private(set) var log: [UInt8]
  /// The next field or element is the first of what it stands in.
  private var isFirst = true

  /// Takes the log; it is given back as `log`.
  init(behind log: consuming [UInt8]) { self.log = log }

  private mutating func byte(_ byte: Unicode.Scalar) { log.append(UInt8(ascii: byte)) }

  private mutating func separate() {
    if !isFirst { byte(",") }
    isFirst = false
  }

  private mutating func key(_ key: StaticString) {
    separate()
    byte("\"")
    key.withUTF8Buffer { unsafe log.append(contentsOf: $0) }
    byte("\"")
    byte(":")
  }

  /// A key that is known only now.
  mutating func key(text: String) {
    separate()
    string(text)
    byte(":")
  }

  mutating func object(_ fields: (inout EventLogEncoder) -> Void) {
    byte("{")
    isFirst = true
    fields(&self)
    byte("}")
    isFirst = false
  }

  private mutating func array<Element>(
    _ elements: [Element], _ write: (inout EventLogEncoder, Element) -> Void
  ) {
    byte("[")
    isFirst = true
    for element in elements {
      separate()
      write(&self, element)
    }
    byte("]")
    isFirst = false
  }

  mutating func strings(_ texts: [String]) { array(texts) { $0.string($1) } }

  private mutating func number(_ value: UInt64) {
    let start = log.count
    var rest = value
    repeat {
      log.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    log[start...].reverse()
  }

  mutating func string(_ text: String) {
    byte("\"")
    if text.utf8.allSatisfy(Self.isPlain) {
      log.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { write(scalar) }
    }
    byte("\"")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\\":
      byte("\\")
      byte(scalar)
    case _ where HiddenCharacter.isHidden(scalar.value): escape(scalar)
    default: log.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// `\uXXXX`, twice for a character beyond the basic plane.
  private mutating func escape(_ scalar: Unicode.Scalar) {
    for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
      let digits = String(unit, radix: 16).utf8
      log.append(contentsOf: "\\u".utf8)
      for _ in digits.count..<4 { byte("0") }
      log.append(contentsOf: digits)
    }
  }
}

extension EventLogEncoder: EventLogCoder {
  mutating func field(
    _ key: StaticString, _ value: inout some FixedWidthInteger & UnsignedInteger
  ) { if value != 0 { required(key, &value) } }

  mutating func field<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: StaticString, _ value: inout Number?
  ) { if var value { required(key, &value) } }

  mutating func field(_ key: StaticString, _ value: inout Bool) {
    guard value else { return }
    self.key(key)
    log.append(contentsOf: "true".utf8)
  }

  mutating func field(_ key: StaticString, _ value: inout String) {
    if !value.isEmpty { required(key, &value) }
  }

  mutating func field(_ key: StaticString, _ value: inout [String]) {
    if value.isEmpty { return }
    self.key(key)
    strings(value)
  }

  mutating func field(_ key: StaticString, _ value: inout some RawRepresentable<String>) {
    self.key(key)
    string(value.rawValue)
  }

  mutating func field(_ key: StaticString, _ value: inout [UInt8]) {
    if value.isEmpty { return }
    self.key(key)
    string(Base64.encode(value))
  }

  mutating func field(_ key: StaticString, _ value: inout [IPAddress]) {
    if value.isEmpty { return }
    self.key(key)
    array(value) { $0.string($1.description) }
  }

  mutating func field(_ key: StaticString, _ value: inout some EventLogRecord) {
    self.key(key)
    object { value.describe(to: &$0) }
  }

  mutating func field<Record: EventLogRecord>(_ key: StaticString, _ value: inout Record?) {
    if var value { field(key, &value) }
  }

  mutating func field<Record: EventLogRecord>(_ key: StaticString, _ values: inout [Record]) {
    if values.isEmpty { return }
    self.key(key)
    array(values) { encoder, value in
      var value = value
      encoder.object { value.describe(to: &$0) }
    }
  }

  mutating func field<Word: RawRepresentable<String>, Record: EventLogRecord>(
    _ key: StaticString, _ word: inout Word?, or value: inout Record?
  ) {
    if var word { field(key, &word) } else { field(key, &value) }
  }

  mutating func required(
    _ key: StaticString, _ value: inout some FixedWidthInteger & UnsignedInteger
  ) {
    self.key(key)
    number(UInt64(value))
  }

  mutating func required(_ key: StaticString, _ value: inout String) {
    self.key(key)
    string(value)
  }

  mutating func required(_ key: StaticString, _ value: inout IPAddress) {
    self.key(key)
    string(value.description)
  }

  mutating func form<Form: EventLogForm>(_ form: Form?) -> Form? { form }
}
