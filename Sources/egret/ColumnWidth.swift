// SPDX-License-Identifier: Apache-2.0

/// How many columns of a terminal a text takes.
enum ColumnWidth {
  static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  /// A character is as wide as its first scalar, or as an emoji is; marks that stand alone have none.
  private static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    let asEmoji = character.unicodeScalars.contains { $0.value == 0xFE0F }
    if asEmoji || first.properties.isEmojiPresentation || isWide(first.value) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return 1
    }
  }

  /// East Asian Wide and Fullwidth of Unicode's annex 11, by block.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
