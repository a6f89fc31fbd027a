// SPDX-License-Identifier: Apache-2.0

/// What an alert carries of what the package says of itself: a text, texts, or members that are texts. What is
/// anything else is passed over: it decides nothing.
package struct ReportedDocumentation: Decodable, Sendable {
  package var texts: [String] = []

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package init(texts: [String]) { self.texts = texts }

  package init(from decoder: any Decoder) {
    if let value = try? decoder.singleValueContainer() {
      if let text = try? value.decode(String.self) { texts = [text] }
      if let list = try? value.decode([String].self) { texts = list }
    }
    guard texts.isEmpty, let members = try? decoder.container(keyedBy: Key.self) else { return }
    for key in members.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      if let text = try? members.decode(String.self, forKey: key) {
        texts.append("\(key.stringValue): \(text)")
      } else if let list = try? members.decode([String].self, forKey: key) {
        texts.append("\(key.stringValue): \(list.joined(separator: ", "))")
      }
    }
  }
}
