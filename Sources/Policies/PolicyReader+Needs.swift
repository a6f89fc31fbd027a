// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The `needs` of a server: services by name, or credentials by name; `none` alone.
extension PolicyReader {
  mutating func needs(_ node: YAMLNode, of what: String) -> [String] {
    guard let items = list(node, of: "`needs` of \(what)") else { return [] }
    let words = items.compactMap { item in
      text(item, of: "a need").map { (text: $0, place: place(item)) }
    }
    if words.contains(where: { $0.text == "none" }) {
      if let other = words.first(where: { $0.text != "none" }) {
        error(other.place, "`needs` of \(what) has `none` and more; keep one")
      }
      return []
    }
    for word in words where !Self.isNeed(word.text) {
      warning(
        word.place,
        "\(ShownText.quoted(word.text)) is no service that Egret knows and no name of a credential; "
          + "write one like github, aws, database, or the variable's name")
    }
    return words.map(\.text)
  }

  private static func isNeed(_ word: String) -> Bool {
    CredentialService.names.contains(word.lowercased())
      || !CredentialName.suspicious([word]).isEmpty
  }
}
