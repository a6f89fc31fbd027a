// SPDX-License-Identifier: Apache-2.0

/// Carries fields between a value and an object of the log, in the direction it was made for.
///
/// Fields that are 0, false or empty are left out. Reading goes on behind a field that has no meaning,
/// and the first of them is kept.
struct EventLogCoder {
  typealias Failure = EventLogObject.Failure

  private(set) var fields: [EventLogField] = []
  private(set) var failure: Failure?
  private let isReading: Bool
  /// Empty where the value is written.
  private var object: EventLogObject

  /// Writes into `fields`.
  init() {
    isReading = false
    object = .empty
  }

  /// Reads from `object`.
  init(reading object: EventLogObject) {
    isReading = true
    self.object = object
  }

  mutating func field(_ key: String, _ value: inout some FixedWidthInteger & UnsignedInteger) {
    carry(key, &value) {
      $0 == 0 ? nil : .number(UInt64($0))
    } read: { object throws(Failure) in
      try object.number(key)
    }
  }

  /// Nil is left out, 0 is not.
  mutating func field<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: String, _ value: inout Number?
  ) {
    carry(key, &value) {
      $0.map { .number(UInt64($0)) }
    } read: { object throws(Failure) in
      object.kind(key) == nil ? nil : try object.number(key)
    }
  }

  mutating func field(_ key: String, _ value: inout Bool) {
    carry(key, &value) {
      $0 ? .bool(true) : nil
    } read: { object throws(Failure) in
      try object.flag(key)
    }
  }

  mutating func field(_ key: String, _ value: inout String) {
    carry(key, &value) {
      $0.isEmpty ? nil : .string($0)
    } read: { object throws(Failure) in
      try object.text(key)
    }
  }

  mutating func field(_ key: String, _ value: inout [String]) {
    carry(key, &value) {
      $0.isEmpty ? nil : .array($0.map { .string($0) })
    } read: {
      object throws(Failure) in
      try object.texts(key)
    }
  }

  /// Must be there, and be one of the type's words.
  mutating func field(_ key: String, _ value: inout some RawRepresentable<String>) {
    carry(key, &value) {
      .string($0.rawValue)
    } read: { object throws(Failure) in
      try object.word(key)
    }
  }

  mutating func field(_ key: String, _ value: inout Instant) { field(key, &value.nanoseconds) }

  /// Bytes in Base64.
  mutating func field(_ key: String, _ value: inout [UInt8]) {
    carry(key, &value) {
      $0.isEmpty ? nil : .string(Base64.encode($0))
    } read: {
      object throws(Failure) in
      guard let bytes = Base64.decode(try object.text(key)) else { throw Failure(key: key) }
      return bytes
    }
  }

  mutating func field(_ key: String, _ value: inout [IPAddress]) {
    carry(key, &value) {
      $0.isEmpty ? nil : .array($0.map { .string($0.description) })
    } read: {
      object throws(Failure) in
      try object.addresses(key)
    }
  }

  /// An object that must be there.
  mutating func field<Record: EventLogRecord>(_ key: String, _ value: inout Record) {
    carry(key, &value) {
      .object($0.logged)
    } read: { object throws(Failure) in
      try Record(logged: try object.object(key))
    }
  }

  /// An object, left out where there is none.
  mutating func field<Record: EventLogRecord>(_ key: String, _ value: inout Record?) {
    carry(key, &value) {
      $0.map { .object($0.logged) }
    } read: { object throws(Failure) in
      object.kind(key) == nil ? nil : try Record(logged: try object.object(key))
    }
  }

  mutating func field<Record: EventLogRecord>(_ key: String, _ values: inout [Record]) {
    carry(key, &values) {
      $0.isEmpty ? nil : .array($0.map { .object($0.logged) })
    } read: {
      object throws(Failure) in
      var records: [Record] = []
      for element in try object.objects(key) { records.append(try Record(logged: element)) }
      return records
    }
  }
}

extension EventLogCoder {
  /// A field that is written also where it is 0, and must be there.
  mutating func required(_ key: String, _ value: inout some FixedWidthInteger & UnsignedInteger) {
    carry(key, &value) {
      .number(UInt64($0))
    } read: { object throws(Failure) in
      guard object.kind(key) != nil else { throw Failure(key: key) }
      return try object.number(key)
    }
  }

  /// A field that is written also where it is empty, and must be there.
  mutating func required(_ key: String, _ value: inout String) {
    carry(key, &value) {
      .string($0)
    } read: { object throws(Failure) in
      guard object.kind(key) != nil else { throw Failure(key: key) }
      return try object.text(key)
    }
  }

  mutating func required(_ key: String, _ value: inout IPAddress) {
    carry(key, &value) {
      .string($0.description)
    } read: { object throws(Failure) in
      try object.address(key)
    }
  }

  /// What is written without a key of its own: the form whose key the object has, or `form`.
  mutating func form<Form: RawRepresentable<String> & CaseIterable>(_ form: Form?) -> Form? {
    guard isReading else { return form }
    return Form.allCases.first { object.kind($0.rawValue) != nil }
  }

  /// A value of any shape: `write` gives it to the log, `read` takes it from the object.
  mutating func carry<Value>(
    _ key: String, _ value: inout Value, write: (Value) -> EventLogValue?,
    read: (inout EventLogObject) throws(Failure) -> Value
  ) {
    guard isReading else {
      if let written = write(value) { fields.append(EventLogField(key: key, value: written)) }
      return
    }
    do throws(Failure) {
      value = try read(&object)
    } catch {
      failure = failure ?? error
    }
  }
}
