// SPDX-License-Identifier: Apache-2.0

/// Writes events as JSON Lines: what `--record` keeps and `replay` judges again.
///
/// A header line with facts of the run, then an object a line. Fields that are 0, false, empty or
/// unknown are left out; keys have one order; so the same events give the same bytes.
package enum EventLogWriter {
  /// Longest line, its end included.
  package static let lineLimit = 1 << 20
  package static let version: UInt64 = 1
  static let versionKey = "egret_event_log"

  /// The first line. A fact cannot take the version's key.
  package static func appendHeader(facts: [String: String], to log: inout [UInt8]) {
    let facts = facts.filter { $0.key != versionKey }.sorted { $0.key < $1.key }
    let fields = facts.map { EventLogField(key: $0.key, value: .string($0.value)) }
    let first = EventLogField(key: versionKey, value: .number(version))
    EventLogValue.object([first] + fields).write(to: &log)
    log.append(UInt8(ascii: "\n"))
  }

  /// One line. False where the event is too long for one; then nothing is written.
  package static func append(_ event: Event, to log: inout [UInt8]) -> Bool {
    append(event.logged, to: &log)
  }

  /// One line. False where the note is too long for one; then nothing is written.
  package static func append(_ note: EventLogNote, to log: inout [UInt8]) -> Bool {
    append(note.value, to: &log)
  }

  private static func append(_ value: EventLogValue, to log: inout [UInt8]) -> Bool {
    let start = log.count
    value.write(to: &log)
    log.append(UInt8(ascii: "\n"))
    guard log.count - start > lineLimit else { return true }
    log.removeSubrange(start...)
    return false
  }
}
