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
  static let key: StaticString = "note"

  /// In the order of the keys; a key in both maps is a list, and none can be the kind's.
  func describe(to line: inout EventLogEncoder) {
    var kind = kind
    line.required(Self.key, &kind)
    for key in Set(texts.keys).union(lists.keys).sorted() where key != Self.key.description {
      line.key(text: key)
      if let list = lists[key] {
        line.strings(list)
      } else {
        line.string(texts[key] ?? "")
      }
    }
  }

  /// nil for a line that is no note.
  init?(_ object: inout EventLogObject) throws(EventLogObject.Failure) {
    guard object.isFirst(Self.key.description) else { return nil }
    self.init(kind: try object.text(Self.key.description))
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
