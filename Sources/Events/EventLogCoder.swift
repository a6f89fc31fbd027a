// SPDX-License-Identifier: Apache-2.0

/// Carries the fields of a record to or from an object of the log, in their order.
///
/// Fields that are 0, false or empty are left out, except where they are required. Reading goes on behind
/// a field that has no meaning; whoever reads knows then that it was not all read.
protocol EventLogCoder {
  mutating func field(_ key: StaticString, _ value: inout some FixedWidthInteger & UnsignedInteger)
  /// Nil is left out, 0 is not.
  mutating func field<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: StaticString, _ value: inout Number?)
  mutating func field(_ key: StaticString, _ value: inout Bool)
  mutating func field(_ key: StaticString, _ value: inout String)
  mutating func field(_ key: StaticString, _ value: inout [String])
  /// Must be there, and be one of the type's words.
  mutating func field(_ key: StaticString, _ value: inout some RawRepresentable<String>)
  /// Bytes in Base64.
  mutating func field(_ key: StaticString, _ value: inout [UInt8])
  mutating func field(_ key: StaticString, _ value: inout [IPAddress])
  /// An object that must be there.
  mutating func field(_ key: StaticString, _ value: inout some EventLogRecord)
  /// An object, left out where there is none.
  mutating func field<Record: EventLogRecord>(_ key: StaticString, _ value: inout Record?)
  mutating func field<Record: EventLogRecord>(_ key: StaticString, _ values: inout [Record])
  /// A word or an object; left out where there is neither.
  mutating func field<Word: RawRepresentable<String>, Record: EventLogRecord>(
    _ key: StaticString, _ word: inout Word?, or value: inout Record?)

  /// Written also where it is 0, and must be there.
  mutating func required(
    _ key: StaticString, _ value: inout some FixedWidthInteger & UnsignedInteger)
  /// Written also where it is empty, and must be there.
  mutating func required(_ key: StaticString, _ value: inout String)
  mutating func required(_ key: StaticString, _ value: inout IPAddress)

  /// What is written without a key of its own: the form whose key the object has, or `form`.
  mutating func form<Form: EventLogForm>(_ form: Form?) -> Form?
}

extension EventLogCoder {
  mutating func field(_ key: StaticString, _ value: inout Instant) {
    field(key, &value.nanoseconds)
  }
}
