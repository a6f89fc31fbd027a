// SPDX-License-Identifier: Apache-2.0

internal import Monitoring

/// `NAME=value`, `--name=value`, `Name: value`, `"name":"value"`, `?name=value&`.
enum NamedValue {
  /// The value at a `=` or `:` whose name is suspicious.
  static func find(in text: [UInt8], separator: Int) -> Range<Int>? {
    let name = name(in: text, before: separator)
    guard CredentialName.isSuspicious(text[name].drop { $0 == 0x2d }) else { return nil }
    var begin = separator + 1
    while begin < text.count, CommandText.isSpace(text[begin]) { begin += 1 }
    let isWholeArgument = text[..<name.lowerBound].isEmpty
    if isWholeArgument { return begin..<text.count }
    return quoted(text, from: begin)
      ?? begin..<end(of: text, from: begin, isHeader: text[separator] == 0x3a)
  }

  private static func name(in text: [UInt8], before separator: Int) -> Range<Int> {
    var end = separator
    while end > 0, CommandText.isBreak(text[end - 1]) || text[end - 1] == 0x5c { end -= 1 }
    if separator - end > 3 { return separator..<separator }
    var start = end
    while start > 0, end - start <= CredentialName.longest, CommandText.isName(text[start - 1]) {
      start -= 1
    }
    return start..<end
  }

  private static func quoted(_ text: [UInt8], from begin: Int) -> Range<Int>? {
    var open = begin
    while open < text.count, text[open] == 0x5c { open += 1 }
    guard open < text.count, CommandText.isQuote(text[open]) else { return nil }
    let end = text[(open + 1)...].firstIndex(of: text[open]) ?? text.count
    return open + 1..<end
  }

  private static func end(of text: [UInt8], from begin: Int, isHeader: Bool) -> Int {
    let isEnd: (UInt8) -> Bool =
      isHeader
      ? { CommandText.isQuote($0) || $0 == 0x0a }
      : { CommandText.isBreak($0) || $0 == UInt8(ascii: "&") }
    return text[begin...].firstIndex(where: isEnd) ?? text.count
  }
}
