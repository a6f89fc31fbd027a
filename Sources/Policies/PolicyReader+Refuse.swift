// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The `refuse` list: libraries whose habits are no excuse.
extension PolicyReader {
  mutating func refused(_ node: YAMLNode) -> Set<String> {
    guard let items = list(node, of: "`refuse`") else { return [] }
    let known = LibraryHabits.libraries + [LibraryHabits.all]
    var refused: Set<String> = []
    for item in items {
      guard let name = text(item, of: "a library") else { continue }
      if known.contains(name) {
        refused.insert(name)
        continue
      }
      let nearest = Spelling.nearest(to: name, among: known).map { "; did you mean `\($0)`?" }
      error(
        place(item),
        "Egret knows no library \(ShownText.quoted(name))\(nearest ?? "") (known: "
          + "\(known.joined(separator: ", ")))")
    }
    return refused
  }
}
