// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Servers

/// A change as an event log keeps it: the entry's own fields, those that it had before with `before.`
/// in front, and what is known of the file.
///
/// `{"note":"change","change":"added","client":"Cursor",…,"owner":"1000","time":"12","writer":"77"}`.
extension ConfigurationChange {
  package static let noteKind = "change"
  private static let before = "before."

  package var note: EventLogNote {
    var note = change.entry.note
    note.kind = Self.noteKind
    if let before = change.before?.note {
      for (key, text) in before.texts { note.texts[Self.before + key] = text }
      for (key, list) in before.lists { note.lists[Self.before + key] = list }
    }
    let texts = [
      "change": change.kind.rawValue, "time": "\(time.nanoseconds)",
      "writer": writer.map { "\($0)" }, "owner": owner.map { "\($0)" },
      "open": isWorldWritable ? "yes" : nil,
    ]
    note.texts.merge(texts.compactMapValues { $0 }) { _, new in new }
    return note
  }

  /// nil for a note of another kind, and for one that lacks what a change has.
  package init?(_ note: EventLogNote) {
    guard note.kind == Self.noteKind,
      let kind = note.texts["change"].flatMap({ ServerListChange.Kind(rawValue: $0) }),
      let time = note.texts["time"].flatMap({ UInt64($0) }),
      let entry = ServerEntry(
        EventLogNote(
          kind: ServerEntry.noteKind, texts: note.texts, lists: note.lists))
    else { return nil }
    let before = EventLogNote(
      kind: ServerEntry.noteKind, texts: Self.old(note.texts), lists: Self.old(note.lists))
    self.init(
      time: Instant(nanoseconds: time),
      change: ServerListChange(kind, entry, before: ServerEntry(before)),
      writer: note.texts["writer"].flatMap { UInt32($0) },
      owner: note.texts["owner"].flatMap { UInt32($0) },
      isWorldWritable: note.texts["open"] == "yes")
  }

  private static func old<Value>(_ fields: [String: Value]) -> [String: Value] {
    let pairs = fields.filter { $0.key.hasPrefix(before) }
      .map { (String($0.key.dropFirst(before.count)), $0.value) }
    return Dictionary(pairs) { first, _ in first }
  }
}
