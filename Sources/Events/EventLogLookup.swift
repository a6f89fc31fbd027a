// SPDX-License-Identifier: Apache-2.0

/// Reads the fields of an object by their keys, wherever they stand in it: a line that a person wrote,
/// or another version of Egret, or that is no event. The first field without a meaning is kept.
struct EventLogLookup {
  typealias Failure = EventLogObject.Failure

  private var object: EventLogObject
  private(set) var failure: Failure?

  init(_ object: EventLogObject) { self.object = object }

  private mutating func read<Value>(
    _ value: inout Value, _ read: (inout EventLogObject) throws(Failure) -> Value
  ) {
    do throws(Failure) {
      value = try read(&object)
    } catch {
      failure = failure ?? error
    }
  }

  private static func record<Record: EventLogRecord>(
    _ object: EventLogObject
  ) throws(Failure) -> Record {
    var record = Record.blank
    var lookup = EventLogLookup(object)
    record.describe(to: &lookup)
    if let failure = lookup.failure { throw failure }
    return record
  }
}

extension EventLogLookup: EventLogCoder {
  mutating func field(
    _ key: StaticString, _ value: inout some FixedWidthInteger & UnsignedInteger
  ) { read(&value) { object throws(Failure) in try object.number(key.description) } }

  mutating func field<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: StaticString, _ value: inout Number?
  ) {
    read(&value) { object throws(Failure) in
      object.kind(key.description) == nil ? nil : try object.number(key.description)
    }
  }

  mutating func field(_ key: StaticString, _ value: inout Bool) {
    read(&value) { object throws(Failure) in try object.flag(key.description) }
  }

  mutating func field(_ key: StaticString, _ value: inout String) {
    read(&value) { object throws(Failure) in try object.text(key.description) }
  }

  mutating func field(_ key: StaticString, _ value: inout [String]) {
    read(&value) { object throws(Failure) in try object.texts(key.description) }
  }

  mutating func field(_ key: StaticString, _ value: inout some RawRepresentable<String>) {
    read(&value) { object throws(Failure) in try object.word(key.description) }
  }

  mutating func field(_ key: StaticString, _ value: inout [UInt8]) {
    read(&value) { object throws(Failure) in
      guard let bytes = Base64.decode(Array(try object.text(key.description).utf8)) else {
        throw Failure(key: key.description)
      }
      return bytes
    }
  }

  mutating func field(_ key: StaticString, _ value: inout [IPAddress]) {
    read(&value) { object throws(Failure) in try object.addresses(key.description) }
  }

  mutating func field(_ key: StaticString, _ value: inout some EventLogRecord) {
    read(&value) { object throws(Failure) in try Self.record(try object.object(key.description)) }
  }

  mutating func field<Record: EventLogRecord>(_ key: StaticString, _ value: inout Record?) {
    read(&value) { object throws(Failure) in
      object.kind(key.description) == nil
        ? nil : try Self.record(try object.object(key.description))
    }
  }

  mutating func field<Record: EventLogRecord>(_ key: StaticString, _ values: inout [Record]) {
    read(&values) { object throws(Failure) in
      var records: [Record] = []
      for element in try object.objects(key.description) {
        records.append(try Self.record(element))
      }
      return records
    }
  }

  mutating func field<Word: RawRepresentable<String>, Record: EventLogRecord>(
    _ key: StaticString, _ word: inout Word?, or value: inout Record?
  ) {
    switch object.kind(key.description) {
    case nil: break
    case .text?: read(&word) { object throws(Failure) in try object.word(key.description) }
    case .object?, .bool?, .number?, .array?:
      read(&value) { object throws(Failure) in try Self.record(try object.object(key.description)) }
    }
  }

  mutating func required(
    _ key: StaticString, _ value: inout some FixedWidthInteger & UnsignedInteger
  ) {
    demand(key)
    field(key, &value)
  }

  mutating func required(_ key: StaticString, _ value: inout String) {
    demand(key)
    field(key, &value)
  }

  mutating func required(_ key: StaticString, _ value: inout IPAddress) {
    read(&value) { object throws(Failure) in try object.address(key.description) }
  }

  private mutating func demand(_ key: StaticString) {
    if object.kind(key.description) == nil { failure = failure ?? Failure(key: key.description) }
  }

  mutating func form<Form: EventLogForm>(_ form: Form?) -> Form? {
    Form.allCases.first { object.kind($0.key.description) != nil }
  }
}
