// SPDX-License-Identifier: Apache-2.0

/// `Server=host;User Id=user;Password=pass word;`: pairs between semicolons.
enum ConnectionString {
  private static let longest = 256

  /// Where the value ends; nil where the pair is in no connection string.
  static func end(in text: [UInt8], name: Range<Int>, value begin: Int) -> Int? {
    let isLater = text[..<name.lowerBound].last { $0 != 0x20 } == UInt8(ascii: ";")
    if text[begin] == UInt8(ascii: "{"), isLater {
      return text[begin...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? text.count
    }
    let end = text[begin...].firstIndex(where: endsPair) ?? text.count
    return isLater || isPair(text[end...]) ? end : nil
  }

  private static func endsPair(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == 0x0a || CommandText.isQuote(byte)
  }

  /// `;Name=` follows.
  private static func isPair(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: ";") else { return false }
    let name = text.dropFirst().prefix(longest).prefix {
      CommandText.isName($0) || $0 == 0x20
    }
    guard let first = name.first, CommandText.isLetter(first), name.endIndex < text.endIndex else {
      return false
    }
    return text[name.endIndex] == 0x3d
  }
}
