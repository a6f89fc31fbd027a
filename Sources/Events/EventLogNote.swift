// SPDX-License-Identifier: Apache-2.0

/// A line of an event log that is no event: what a run knew or did beside what it observed.
///
/// `{"note":"entry","client":"Cursor","command":["npx","-y","some-server"]}`. The log does not know
/// what a kind means; whoever writes it does. A reader passes over kinds it does not know.
package struct EventLogNote: Hashable, Sendable {
  package var kind: String
  package var texts: [String: String]
  package var lists: [String: [String]]

  package init(kind: String, texts: [String: String] = [:], lists: [String: [String]] = [:]) {
    self.kind = kind
    self.texts = texts
    self.lists = lists
  }
}

extension EventLogNote {
  static let key = "note"

  /// In the order of the keys; a key in both maps is a list, and none can be the kind's.
  var value: EventLogValue {
    var values = texts.mapValues { EventLogValue.string($0) }
    for (key, list) in lists { values[key] = .array(list.map { .string($0) }) }
    values[Self.key] = nil
    let sorted = values.sorted { $0.key < $1.key }
    return .object(
      [EventLogField(key: Self.key, value: .string(kind))]
        + sorted.map { EventLogField(key: $0.key, value: $0.value) })
  }

  /// nil for a line that is no note.
  init?(_ object: inout EventLogObject) throws(EventLogObject.Failure) {
    guard object.isFirst(Self.key) else { return nil }
    self.init(kind: try object.text(Self.key))
    for field in object.fields.dropFirst() {
      if let text = field.text {
        texts[field.key] = text
      } else if let list = field.texts {
        lists[field.key] = list
      } else {
        throw EventLogObject.Failure(key: field.key)
      }
    }
  }
}
