// SPDX-License-Identifier: Apache-2.0

/// An object of the log and the typed reading of its fields. What is left out is 0, false or empty.
struct EventLogObject {
  /// The key of a field that is missing or has no meaning.
  struct Failure: Error {
    var key: String
  }

  private let tape: EventLogTape
  /// The tokens of its fields and of what they hold.
  private let places: Range<Int>
  /// Behind the field that was found last: fields are mostly asked for in their order.
  private var cursor: Int

  /// The line's value; nil where that is no object.
  init?(_ tape: EventLogTape) {
    guard let first = tape.tokens.first, first.kind == .object else { return nil }
    self.init(tape, places: 1..<Int(first.end))
  }

  static let empty = EventLogObject(EventLogTape(line: []), places: 0..<0)

  private init(_ tape: EventLogTape, places: Range<Int>) {
    self.tape = tape
    self.places = places
    cursor = places.lowerBound
  }

  /// What stands under the key; nil where that is left out.
  mutating func kind(_ key: String) -> EventLogToken.Kind? {
    place(of: key).map { tape.tokens[$0].kind }
  }

  /// The fields in their order, each read by its place: there may be very many.
  var fields: [Field] { elements(places).map { Field(tape: tape, place: $0) } }

  struct Field {
    fileprivate let tape: EventLogTape
    fileprivate let place: Int

    var key: String { tape.string(tape.tokens[place].key.text) }

    /// nil for another kind.
    var text: String? {
      tape.tokens[place].kind == .text ? tape.string(tape.tokens[place].text) : nil
    }

    /// nil for another kind, and where something else than a text is among them.
    var texts: [String]? {
      let elements = EventLogObject(tape, places: place + 1..<Int(tape.tokens[place].end)).fields
      guard tape.tokens[place].kind == .array else { return nil }
      let texts = elements.compactMap(\.text)
      return texts.count == elements.count ? texts : nil
    }
  }

  /// Whether the first field has the key.
  func isFirst(_ key: String) -> Bool {
    !places.isEmpty && tape.isEqual(tape.tokens[places.lowerBound].key, to: EventLogWord(key))
  }

  private mutating func place(of key: String) -> Int? {
    let word = EventLogWord(key)
    let found =
      place(of: word, in: cursor..<places.upperBound)
      ?? place(of: word, in: places.lowerBound..<cursor)
    if let found { cursor = Int(tape.tokens[found].end) }
    return found
  }

  private func place(of word: EventLogWord, in places: Range<Int>) -> Int? {
    var place = places.lowerBound
    while place < places.upperBound {
      if tape.isEqual(tape.tokens[place].key, to: word) { return place }
      place = Int(tape.tokens[place].end)
    }
    return nil
  }

  /// The values that follow each other there, without what they hold.
  private func elements(_ places: Range<Int>) -> [Int] {
    var found: [Int] = []
    var place = places.lowerBound
    while place < places.upperBound {
      found.append(place)
      place = Int(tape.tokens[place].end)
    }
    return found
  }

  private mutating func value(
    _ key: String, _ kind: EventLogToken.Kind
  ) throws(Failure) -> (token: EventLogToken, place: Int)? {
    guard let place = place(of: key) else { return nil }
    let token = tape.tokens[place]
    guard token.kind == kind else { throw Failure(key: key) }
    return (token, place)
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: String
  ) throws(Failure) -> Number {
    guard let found = try value(key, .number) else { return 0 }
    guard let number = Number(exactly: found.token.number) else { throw Failure(key: key) }
    return number
  }

  mutating func flag(_ key: String) throws(Failure) -> Bool {
    guard let found = try value(key, .bool) else { return false }
    return found.token.number != 0
  }

  mutating func text(_ key: String) throws(Failure) -> String {
    guard let found = try value(key, .text) else { return "" }
    return tape.string(found.token.text)
  }

  private mutating func elements(
    _ key: String, _ kind: EventLogToken.Kind
  ) throws(Failure) -> [Int] {
    guard let found = try value(key, .array) else { return [] }
    let places = elements(found.place + 1..<Int(found.token.end))
    guard places.allSatisfy({ tape.tokens[$0].kind == kind }) else { throw Failure(key: key) }
    return places
  }

  mutating func texts(_ key: String) throws(Failure) -> [String] {
    try elements(key, .text).map { tape.string(tape.tokens[$0].text) }
  }

  mutating func objects(_ key: String) throws(Failure) -> [EventLogObject] {
    try elements(key, .object).map { object(at: $0) }
  }

  /// Must be there.
  mutating func object(_ key: String) throws(Failure) -> EventLogObject {
    guard let found = try value(key, .object) else { throw Failure(key: key) }
    return object(at: found.place)
  }

  private func object(at place: Int) -> EventLogObject {
    EventLogObject(tape, places: place + 1..<Int(tape.tokens[place].end))
  }

  /// What lends its memory to the next line.
  var tokens: [EventLogToken] { tape.tokens }

  /// Must be there and mean something.
  mutating func word<Word: RawRepresentable<String>>(
    _ key: String
  ) throws(Failure) -> Word {
    guard let word = Word(rawValue: try text(key)) else { throw Failure(key: key) }
    return word
  }

  mutating func address(_ key: String) throws(Failure) -> IPAddress {
    guard let address = IPAddress(try text(key)) else { throw Failure(key: key) }
    return address
  }

  mutating func addresses(_ key: String) throws(Failure) -> [IPAddress] {
    var addresses: [IPAddress] = []
    for text in try texts(key) {
      guard let address = IPAddress(text) else { throw Failure(key: key) }
      addresses.append(address)
    }
    return addresses
  }
}
