// SPDX-License-Identifier: Apache-2.0

/// The fields of records, read where they stand.
extension EventLogCursor: EventLogCoder {
  mutating func field(
    _ key: StaticString, _ value: inout some FixedWidthInteger & UnsignedInteger
  ) { value = take(key) ? number() : 0 }

  mutating func field<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: StaticString, _ value: inout Number?
  ) { value = take(key) ? number() : nil }

  mutating func field(_ key: StaticString, _ value: inout Bool) {
    value = take(key)
    if value { expect("true") }
  }

  mutating func field(_ key: StaticString, _ value: inout String) {
    value = take(key) ? string() : ""
  }

  mutating func field(_ key: StaticString, _ value: inout [String]) {
    value = take(key) ? array { $0.string() } : []
  }

  mutating func field<Word: RawRepresentable<String>>(_ key: StaticString, _ value: inout Word) {
    guard take(key), let word = Word(rawValue: string()) else { return leave() }
    value = word
  }

  mutating func field(_ key: StaticString, _ value: inout [UInt8]) {
    value = []
    guard take(key) else { return }
    guard let bytes = unsafe text({ unsafe Base64.decode($0) }) else { return leave() }
    value = bytes
  }

  mutating func field(_ key: StaticString, _ value: inout [IPAddress]) {
    value = take(key) ? array { $0.address() } : []
  }

  mutating func field(_ key: StaticString, _ value: inout some EventLogRecord) {
    guard take(key) else { return leave() }
    object { value.describe(to: &$0) }
  }

  mutating func field<Record: EventLogRecord>(_ key: StaticString, _ value: inout Record?) {
    value = take(key) ? record() : nil
  }

  mutating func field<Record: EventLogRecord>(_ key: StaticString, _ values: inout [Record]) {
    values = take(key) ? array { $0.record() } : []
  }

  mutating func field<Word: RawRepresentable<String>, Record: EventLogRecord>(
    _ key: StaticString, _ word: inout Word?, or value: inout Record?
  ) {
    guard take(key) else { return }
    if isText {
      word = Word(rawValue: string())
      if word == nil { leave() }
    } else {
      value = record()
    }
  }

  mutating func required(
    _ key: StaticString, _ value: inout some FixedWidthInteger & UnsignedInteger
  ) {
    guard take(key) else { return leave() }
    value = number()
  }

  mutating func required(_ key: StaticString, _ value: inout String) {
    guard take(key) else { return leave() }
    value = string()
  }

  mutating func required(_ key: StaticString, _ value: inout IPAddress) {
    guard take(key) else { return leave() }
    value = address()
  }

  mutating func form<Form: EventLogForm>(_ form: Form?) -> Form? {
    Form.allCases.first { isNext($0.key) }
  }

  private mutating func address() -> IPAddress {
    if let address = unsafe text({ unsafe IPAddress(ascii: $0) }) { return address }
    leave()
    return .blank
  }

  private mutating func record<Record: EventLogRecord>() -> Record {
    var record = Record.blank
    object { record.describe(to: &$0) }
    return record
  }
}
