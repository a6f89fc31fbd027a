// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Servers

/// A gap as an event log keeps it.
///
/// `{"note":"gap","client":"Cursor","file":"/home/a/.cursor/mcp.json","line":"3","lost":"part",…}`.
extension ConfigurationGap {
  package static let noteKind = "gap"

  package var note: EventLogNote {
    let texts = [
      "time": "\(time.nanoseconds)", "file": file, "client": client, "text": problem.text,
      "line": problem.line.map { "\($0)" }, "lost": problem.lost?.rawValue,
      "owner": owner.map { "\($0)" }, "kept": isKept ? "yes" : nil,
    ]
    return EventLogNote(kind: Self.noteKind, texts: texts.compactMapValues { $0 })
  }

  /// nil for a note of another kind, and for one that lacks what a gap has.
  package init?(_ note: EventLogNote) {
    guard note.kind == Self.noteKind, let file = note.texts["file"],
      let text = note.texts["text"], let time = note.texts["time"].flatMap({ UInt64($0) })
    else { return nil }
    self.init(
      time: Instant(nanoseconds: time), file: file, client: note.texts["client"] ?? "",
      problem: ConfigurationProblem(
        line: note.texts["line"].flatMap { Int($0) }, text: text,
        lost: note.texts["lost"].flatMap { ConfigurationProblem.Lost(rawValue: $0) }),
      owner: note.texts["owner"].flatMap { UInt32($0) }, isKept: note.texts["kept"] == "yes")
  }
}
