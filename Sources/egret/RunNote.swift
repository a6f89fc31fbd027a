// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Servers

/// What a recorded run did beside consuming events, as far as its lines depend on it.
enum RunNote: Hashable {
  /// The entries that follow are in force in place of those before.
  case entries
  case entry(ServerEntry)
  /// A client's list changed while Egret ran.
  case change(ConfigurationChange)
  /// A client's list could not be read whole.
  case gap(ConfigurationGap)
  /// A line about Egret itself took a number of the stream.
  case line
  /// Nanoseconds from CLOCK_BOOTTIME to CLOCK_REALTIME from now on.
  case clock(Int64)

  /// nil for a kind that this Egret does not know.
  init?(_ note: EventLogNote) {
    switch note.kind {
    case "entries": self = .entries
    case ServerEntry.noteKind:
      guard let entry = ServerEntry(note) else { return nil }
      self = .entry(entry)
    case ConfigurationChange.noteKind:
      guard let change = ConfigurationChange(note) else { return nil }
      self = .change(change)
    case ConfigurationGap.noteKind:
      guard let gap = ConfigurationGap(note) else { return nil }
      self = .gap(gap)
    case "line": self = .line
    case "clock":
      guard let offset = note.texts["offset"].flatMap({ Int64($0) }) else { return nil }
      self = .clock(offset)
    default: return nil
    }
  }

  var note: EventLogNote {
    switch self {
    case .entries: EventLogNote(kind: "entries")
    case .entry(let entry): entry.note
    case .change(let change): change.note
    case .gap(let gap): gap.note
    case .line: EventLogNote(kind: "line")
    case .clock(let offset): EventLogNote(kind: "clock", texts: ["offset": "\(offset)"])
    }
  }
}
