// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Foundation
import Monitoring
import Policies
import Servers

/// Whole runs: events and entries in, lines out, in every format.
enum MonitorTarget: Target {
  static let name = "monitor"
  static let about = "events through monitor and alert stream; lines are bounded, whole and valid"
  static let rounds: UInt64 = 800
  static let words = EventLogTarget.words

  /// Each golden case with the entries of its home before the events.
  static func seeds(_ corpus: Corpus) -> [[UInt8]] {
    corpus.goldenCases().compactMap { folder in
      guard let events = corpus.file(folder + "/events.ndjson") else { return nil }
      let listing = corpus.file(folder + "/home/.cursor/mcp.json") ?? []
      return notes(of: listing) + events.drop { $0 != 10 }.dropFirst()
    }
  }

  private static func notes(of listing: [UInt8]) -> [UInt8] {
    let source = ConfigurationSource(
      client: "Cursor", scope: .user, format: .json, shape: .map(under: [["mcpServers"]]))
    var log: [UInt8] = []
    for entry in ConfigurationReader.read(listing, file: "/f", source: source).entries {
      _ = EventLogWriter.append(entry.note, to: &log)
    }
    return log
  }

  /// A line that cannot be read is passed over: a run would never have written it.
  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    var run = MonitoredRun()
    var reader = EventLogReader()
    _ = try? reader.next(line: Array(#"{"egret_event_log":1}"#.utf8)[...])
    for line in input.split(separator: 10).prefix(400) {
      switch try? reader.next(line: line) {
      case .event(let event): try run.consume(event)
      case .note(let note): try run.consume(note)
      case nil: break
      }
    }
    try run.finish()
    return run.events > 0
  }
}
