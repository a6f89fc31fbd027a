// SPDX-License-Identifier: Apache-2.0

/// The schemes of HTTP's authorization, `Bearer TOKEN` and its kin: the word may be shown.
enum Scheme {
  private static let words: [[UInt8]] = ["bearer", "basic", "token", "digest", "apikey"]
    .map { Array($0.utf8) }

  /// The token behind a `Bearer` or `Basic` that ends at the blank, wherever it stands.
  static func find(in text: [UInt8], space: Int, isCut: Bool) -> Range<Int>? {
    guard words.prefix(2).contains(where: { ends(text[..<space], with: $0) }) else { return nil }
    let end = text[(space + 1)...].firstIndex(where: CommandText.isBreak) ?? text.count
    let isLong = end - space > 8 || isCut && end == text.count
    return isLong && !Variable.fills(space + 1..<end, of: text) ? space + 1..<end : nil
  }

  /// What of a credential's place is to be hidden: all but a scheme; nil where only variables are.
  static func credential(in range: Range<Int>, of text: [UInt8]) -> Range<Int>? {
    if range.isEmpty { return nil }
    let rest = token(in: range, of: text) ?? range
    return Variable.fills(rest, of: text) ? nil : rest
  }

  private static func token(in range: Range<Int>, of text: [UInt8]) -> Range<Int>? {
    let word = text[range].prefix(8).prefix(while: CommandText.isLetter)
    guard words.contains(where: { $0.count == word.count && ends(word, with: $0) }) else {
      return nil
    }
    let rest = text[word.endIndex..<range.upperBound].drop { $0 == 0x20 }
    return rest.isEmpty || rest.startIndex == word.endIndex ? nil : rest.indices
  }

  /// In any case.
  private static func ends(_ text: ArraySlice<UInt8>, with word: [UInt8]) -> Bool {
    text.suffix(word.count).elementsEqual(word) { CommandText.lowered($0) == $1 }
  }
}
