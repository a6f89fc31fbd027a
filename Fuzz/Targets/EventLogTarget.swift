// SPDX-License-Identifier: Apache-2.0

import Events

/// Event logs, as `egret replay` takes them from anybody.
enum EventLogTarget: Target {
  static let name = "event-log"
  static let about = "event logs; each event comes back from a log of its own"
  static let rounds: UInt64 = 3_000
  static let words = [
    #"{"egret_event_log":1}"#, #""note":"entry","#, #""event":"exec","#, "\n", #"{"ip":"::1"}"#,
    "[", "]", "{", "}", ",", ":", "true", "\\u0000", "\\ud83d\\ude00",
  ]

  static func seeds(_ corpus: Corpus) throws -> [[UInt8]] { try corpus.golden("events.ndjson") }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    var reader = EventLogReader()
    for line in input.split(separator: 10, omittingEmptySubsequences: false) {
      do {
        switch try reader.next(line: line) {
        case .event(let event): try comesBack(event)
        case .note(let note): try comesBack(note)
        case nil: break
        }
      } catch let error as EventLogError {
        try Rules.isShown("an error of a log", error.description, limit: 1_000)
        return false
      } catch let find as Find { throw find } catch {
        throw Find("only a log's errors", "\(error)")
      }
    }
    return true
  }

  /// A hostile log may hold what no run writes: an event that fits its line need not fit another's,
  /// because escapes take more room.
  private static func comesBack(_ event: Event) throws(Find) {
    var log: [UInt8] = []
    EventLogWriter.appendHeader(facts: [:], to: &log)
    guard EventLogWriter.append(event, to: &log) else { return }
    let read = try? EventLogReader.read(log)
    try hold("an event comes back from its log", event, read?.events == [event])
  }

  private static func comesBack(_ note: EventLogNote) throws(Find) {
    var log: [UInt8] = []
    guard EventLogWriter.append(note, to: &log) else { return }
    var reader = EventLogReader()
    var header: [UInt8] = []
    EventLogWriter.appendHeader(facts: [:], to: &header)
    _ = try? reader.next(line: header.dropLast()[...])
    let read = try? reader.next(line: log.dropLast()[...])
    try hold("a note comes back from its log", note, read == .note(note))
  }
}
