// SPDX-License-Identifier: Apache-2.0

/// Values without quotes: truths, numbers, dates and times.
extension TOMLParser {
  /// Longer than any number or time that means something.
  private static let longestWord = 128

  mutating func readWord() throws(TOMLFailure) -> TOMLTree.Content {
    let start = position
    while let byte, Self.isWordByte(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    guard !word.isEmpty, word.utf8.count <= Self.longestWord else { throw failure }
    switch word {
    case "true": return .scalar(.bool(true))
    case "false": return .scalar(.bool(false))
    default: break
    }
    if Self.isNumber(word) { return .scalar(.number(word.filter { $0 != "_" })) }
    guard Self.isTime(word) else { throw failure }
    takeTimeBehindDate()
    return .time
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// A blank may stand between a date and its time.
  private mutating func takeTimeBehindDate() {
    guard byte == 0x20, position + 1 < bytes.count, (0x30...0x39).contains(bytes[position + 1])
    else { return }
    position += 1
    while let byte, Self.isWordByte(byte) { position += 1 }
  }

  private static func isNumber(_ word: String) -> Bool {
    guard hasUnderscoresBetweenDigits(word) else { return false }
    let digits = word.filter { $0 != "_" }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
      let rest = digits.dropFirst(2)
      return rest.first?.isHexDigit == true && Int64(rest, radix: radix) != nil
    }
    let bare = digits.first == "+" || digits.first == "-" ? digits.dropFirst() : digits[...]
    if bare == "inf" || bare == "nan" { return true }
    guard bare.first?.isNumber == true, !hasLeadingZero(bare) else { return false }
    if bare.allSatisfy(\.isNumber) { return Int64(digits) != nil }
    return isFraction(bare)
  }

  private static func hasUnderscoresBetweenDigits(_ word: String) -> Bool {
    let parts = word.split(separator: "_", omittingEmptySubsequences: false)
    return zip(parts, parts.dropFirst()).allSatisfy { before, after in
      before.last?.isHexDigit == true && after.first?.isHexDigit == true
    }
  }

  private static func hasLeadingZero(_ digits: Substring) -> Bool {
    digits.first == "0" && digits.dropFirst().first?.isNumber == true
  }

  /// Digits, then a dot and digits, or an exponent, or both.
  private static func isFraction(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].first?.isNumber != true { return false }
    let allowed = text.allSatisfy { $0.isNumber || "eE.+-".contains($0) }
    return allowed && Double(text) != nil
  }

  /// As far as it matters here: begins as `1979-` or `07:3` does, and is of their characters.
  private static func isTime(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    let isDate = bytes.count >= 10 && bytes[..<4].allSatisfy(isDigit) && bytes[4] == 0x2D
    let isClock = bytes.count >= 5 && bytes[..<2].allSatisfy(isDigit) && bytes[2] == 0x3A
    return (isDate || isClock) && bytes.allSatisfy { isDigit($0) || "-:.+TtZz".utf8.contains($0) }
  }
}
