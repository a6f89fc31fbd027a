// SPDX-License-Identifier: Apache-2.0

/// Finds the word that a mistyped one was meant to be.
package enum Spelling {
  /// The nearest of `words` within two edits; below four letters one, or the same letters in
  /// another order.
  package static func nearest(to word: String, among words: [String]) -> String? {
    guard word.utf8.count <= 40 else { return nil }
    let lower = word.lowercased()
    let ranked = words.map { (word: $0, edits: edits(lower, $0)) }
    guard let best = ranked.min(by: { $0.edits < $1.edits }) else { return nil }
    let isSwapped = best.word.utf8.sorted() == lower.utf8.sorted()
    return best.edits <= (best.word.utf8.count > 3 || isSwapped ? 2 : 1) ? best.word : nil
  }

  /// Levenshtein distance over bytes.
  private static func edits(_ left: String, _ right: String) -> Int {
    let right = Array(right.utf8)
    var row = Array(0...right.count)
    for (index, byte) in left.utf8.enumerated() {
      var next = [index + 1]
      for column in right.indices {
        let replaced = row[column] + (right[column] == byte ? 0 : 1)
        next.append(min(replaced, row[column + 1] + 1, next[column] + 1))
      }
      row = next
    }
    return row.last ?? 0
  }
}
