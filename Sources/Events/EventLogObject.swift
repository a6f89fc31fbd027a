// SPDX-License-Identifier: Apache-2.0

/// An object of the log and the typed reading of its fields. What is left out is 0, false or empty.
struct EventLogObject {
  /// The key of a field that is missing or has no meaning.
  struct Failure: Error {
    var key: String
  }

  private let fields: [String: EventLogValue]

  init(_ fields: [EventLogField]) {
    self.fields = Dictionary(fields.map { ($0.key, $0.value) }) { first, _ in first }
  }

  subscript(key: String) -> EventLogValue? { fields[key] }

  func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: String
  ) throws(Failure) -> Number {
    switch fields[key] {
    case nil: return 0
    case .number(let value)?:
      guard let number = Number(exactly: value) else { throw Failure(key: key) }
      return number
    case .bool, .string, .array, .object: throw Failure(key: key)
    }
  }

  func flag(_ key: String) throws(Failure) -> Bool {
    switch fields[key] {
    case nil: return false
    case .bool(let value)?: return value
    case .number, .string, .array, .object: throw Failure(key: key)
    }
  }

  func text(_ key: String) throws(Failure) -> String {
    switch fields[key] {
    case nil: return ""
    case .string(let text)?: return text
    case .bool, .number, .array, .object: throw Failure(key: key)
    }
  }

  func array(_ key: String) throws(Failure) -> [EventLogValue] {
    switch fields[key] {
    case nil: return []
    case .array(let values)?: return values
    case .bool, .number, .string, .object: throw Failure(key: key)
    }
  }

  func texts(_ key: String) throws(Failure) -> [String] {
    var texts: [String] = []
    for value in try array(key) {
      guard case .string(let text) = value else { throw Failure(key: key) }
      texts.append(text)
    }
    return texts
  }

  func objects(_ key: String) throws(Failure) -> [EventLogObject] {
    var objects: [EventLogObject] = []
    for value in try array(key) {
      guard case .object(let fields) = value else { throw Failure(key: key) }
      objects.append(EventLogObject(fields))
    }
    return objects
  }

  /// Must be there.
  func object(_ key: String) throws(Failure) -> EventLogObject {
    guard case .object(let fields)? = fields[key] else { throw Failure(key: key) }
    return EventLogObject(fields)
  }

  /// Must be there and mean something.
  func word<Word: RawRepresentable<String>>(
    _ key: String
  ) throws(Failure) -> Word {
    guard let word = Word(rawValue: try text(key)) else { throw Failure(key: key) }
    return word
  }

  func address(_ key: String) throws(Failure) -> IPAddress {
    guard let address = IPAddress(try text(key)) else { throw Failure(key: key) }
    return address
  }

  func addresses(_ key: String) throws(Failure) -> [IPAddress] {
    var addresses: [IPAddress] = []
    for text in try texts(key) {
      guard let address = IPAddress(text) else { throw Failure(key: key) }
      addresses.append(address)
    }
    return addresses
  }
}
