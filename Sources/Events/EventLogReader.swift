// SPDX-License-Identifier: Apache-2.0

/// Reads an event log, line by line or whole. A log is a file like any other: whatever it holds,
/// the answer is an event or an error with the line's number.
package struct EventLogReader: Sendable {
  /// What the header says of the run; empty before it was read.
  package private(set) var facts: [String: String] = [:]
  private var line = 0

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
    let fields = try fields(bytes)
    do throws(EventLogObject.Failure) {
      if let note = try EventLogNote(fields) { return .note(note) }
      return .event(try Event(logged: EventLogObject(fields)))
    } catch {
      throw .field(error.key, line: line)
    }
  }

  private func fields(_ bytes: ArraySlice<UInt8>) throws(EventLogError) -> [EventLogField] {
    do throws(EventLogParser.Failure) {
      guard case .object(let fields) = try EventLogParser.parse(bytes) else {
        throw EventLogParser.Failure(offset: 0)
      }
      return fields
    } catch {
      throw .syntax(line: line, offset: error.offset)
    }
  }

  private func header(_ bytes: ArraySlice<UInt8>) throws(EventLogError) -> [String: String] {
    guard let fields = try? fields(bytes), let first = fields.first,
      first.key == EventLogWriter.versionKey, case .number(let version) = first.value
    else { throw .notALog(line: line) }
    guard version == EventLogWriter.version else { throw .version(version, line: line) }
    var facts: [String: String] = [:]
    for field in fields.dropFirst() {
      guard case .string(let text) = field.value else { throw .field(field.key, line: line) }
      facts[field.key] = text
    }
    return facts
  }
}
