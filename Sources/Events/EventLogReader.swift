// SPDX-License-Identifier: Apache-2.0

/// Reads an event log, line by line or whole. A log is a file like any other: whatever it holds,
/// the answer is an event or an error with the line's number.
package struct EventLogReader: Sendable {
  /// What the header says of the run; empty before it was read.
  package private(set) var facts: [String: String] = [:]
  private var line = 0
  /// Of the last line, for its memory.
  private var tokens: [EventLogToken] = []

  package init() {}

  /// The events of a whole log.
  package static func read(
    _ log: [UInt8]
  ) throws(EventLogError) -> (facts: [String: String], events: [Event]) {
    var reader = EventLogReader()
    var events: [Event] = []
    for line in log.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if let event = try reader.read(line: line) { events.append(event) }
    }
    return (reader.facts, events)
  }

  /// The next line's event; nil for the header, an empty line and a note.
  package mutating func read(line bytes: ArraySlice<UInt8>) throws(EventLogError) -> Event? {
    guard case .event(let event)? = try next(line: bytes) else { return nil }
    return event
  }

  /// The next line, without its end; nil for the header and for an empty line.
  package mutating func next(line bytes: ArraySlice<UInt8>) throws(EventLogError) -> EventLogLine? {
    line += 1
    guard bytes.count < EventLogWriter.lineLimit else { throw .tooLong(line: line) }
    if line == 1 {
      facts = try header(bytes)
      return nil
    }
    if bytes.isEmpty { return nil }
    if let event = Self.eventInPlace(bytes) { return .event(event) }
    return try anyLine(bytes)
  }

  /// The event of a line as `EventLogWriter` writes it.
  static func eventInPlace(_ bytes: ArraySlice<UInt8>) -> Event? {
    unsafe bytes.withUnsafeBytes { line in
      var cursor = unsafe EventLogCursor(line)
      var event: Event?
      cursor.object { event = Event(from: &$0) }
      return cursor.isAtEnd ? event : nil
    }
  }

  /// Notes, and lines as a person or another version of Egret may write them.
  private mutating func anyLine(
    _ bytes: ArraySlice<UInt8>
  ) throws(EventLogError) -> EventLogLine? {
    var object = try object(bytes)
    defer { tokens = object.tokens }
    do throws(EventLogObject.Failure) {
      if let note = try EventLogNote(&object) { return .note(note) }
      var lookup = EventLogLookup(object)
      let event = Event(from: &lookup)
      if let failure = lookup.failure { throw failure }
      return .event(event)
    } catch {
      throw .field(error.key, line: line)
    }
  }

  private mutating func object(_ bytes: ArraySlice<UInt8>) throws(EventLogError) -> EventLogObject {
    let lent = tokens
    tokens = []
    do throws(EventLogParser.Failure) {
      let tape = try EventLogParser.parse(bytes, reusing: lent)
      guard let object = EventLogObject(tape) else { throw EventLogParser.Failure(offset: 0) }
      return object
    } catch {
      throw .syntax(line: line, offset: error.offset)
    }
  }

  private mutating func header(
    _ bytes: ArraySlice<UInt8>
  ) throws(EventLogError) -> [String: String] {
    guard var object = try? object(bytes), object.isFirst(EventLogWriter.versionKey.description),
      let version: UInt64 = try? object.number(EventLogWriter.versionKey.description)
    else { throw .notALog(line: line) }
    guard version == EventLogWriter.version else { throw .version(version, line: line) }
    var facts: [String: String] = [:]
    for field in object.fields.dropFirst() {
      guard let text = field.text else { throw .field(field.key, line: line) }
      facts[field.key] = text
    }
    return facts
  }
}
