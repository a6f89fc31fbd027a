// SPDX-License-Identifier: Apache-2.0

/// Writes events as JSON Lines: what `--record` keeps and `replay` judges again.
///
/// A header line with facts of the run, then an object a line. Fields that are 0, false, empty or
/// unknown are left out; keys have one order; so the same events give the same bytes.
package enum EventLogWriter {
  /// Longest line, its end included.
  package static let lineLimit = 1 << 20
  package static let version: UInt64 = 1
  static let versionKey: StaticString = "egret_event_log"

  /// The first line. A fact cannot take the version's key.
  package static func appendHeader(facts: [String: String], to log: inout [UInt8]) {
    let facts = facts.filter { $0.key != versionKey.description }.sorted { $0.key < $1.key }
    write(to: &log) { line in
      var version = version
      line.required(versionKey, &version)
      for (key, value) in facts {
        line.key(text: key)
        line.string(value)
      }
    }
  }

  /// One line. False where the event is too long for one; then nothing is written.
  package static func append(_ event: Event, to log: inout [UInt8]) -> Bool {
    append(to: &log) { event.describe(to: &$0) }
  }

  /// One line. False where the note is too long for one; then nothing is written.
  package static func append(_ note: EventLogNote, to log: inout [UInt8]) -> Bool {
    append(to: &log) { note.describe(to: &$0) }
  }

  private static func append(
    to log: inout [UInt8], _ fields: (inout EventLogEncoder) -> Void
  ) -> Bool {
    let start = log.count
    write(to: &log, fields)
    guard log.count - start > lineLimit else { return true }
    log.removeSubrange(start...)
    return false
  }

  private static func write(
    to log: inout [UInt8], _ fields: (inout EventLogEncoder) -> Void
  ) {
    var encoder = EventLogEncoder(behind: log)
    log = []
    encoder.object(fields)
    log = encoder.log
    encoder = EventLogEncoder(behind: [])
    log.append(UInt8(ascii: "\n"))
  }
}
