// SPDX-License-Identifier: Apache-2.0

/// An object or array of JSON.
enum Nesting {
  /// After the bracket that closes the one at `open`, or the text's end; nil where none opens.
  static func end(in text: [UInt8], open: Int) -> Int? {
    guard text[open] == UInt8(ascii: "{") || text[open] == UInt8(ascii: "[") else { return nil }
    var depth = 0
    var index = open
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""): index = CommandText.quotation(in: text, open: index).upperBound
      default: break
      }
      index += 1
      if depth == 0 { return min(index, text.count) }
    }
    return text.count
  }
}
