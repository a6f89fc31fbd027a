// SPDX-License-Identifier: Apache-2.0

/// `Bearer TOKEN` and `Basic TOKEN`.
enum Scheme {
  private static let words = ["bearer", "basic"]

  static func find(in text: [UInt8], space: Int) -> Range<Int>? {
    let before = String(decoding: text[..<space].suffix(6), as: UTF8.self).lowercased()
    guard words.contains(where: before.hasSuffix) else { return nil }
    let end = text[(space + 1)...].firstIndex(where: CommandText.isBreak) ?? text.count
    return end - space > 8 ? space + 1..<end : nil
  }
}
