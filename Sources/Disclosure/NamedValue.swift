// SPDX-License-Identifier: Apache-2.0

/// `NAME=value`, `--name=value`, `Name: value`, `"name":"value"`, `?name=value&`, `…;Name=value;`.
struct NamedValue {
  private let text: [UInt8]
  /// The `=` or `:` between name and value.
  private let separator: Int
  private let name: Range<Int>
  private let begin: Int

  private init(_ text: [UInt8], separator: Int) {
    self.text = text
    self.separator = separator
    name = Self.name(in: text, before: separator)
    var begin = separator + 1
    while begin < text.count, CommandText.isSpace(text[begin]) { begin += 1 }
    self.begin = begin
  }

  /// The value at a `=` or `:` whose name is that of a credential.
  static func find(in text: [UInt8], separator: Int) -> Range<Int>? {
    let named = NamedValue(text, separator: separator)
    guard !named.name.isEmpty, named.isCredential else { return nil }
    return Scheme.credential(in: named.value, of: text)
  }

  /// The name at a `=` or `:` behind which a credential stands.
  static func credentialName(in text: [UInt8], separator: Int) -> ArraySlice<UInt8>? {
    let named = NamedValue(text, separator: separator)
    guard !named.name.isEmpty, named.isCredential, !named.value.isEmpty,
      Scheme.credential(in: named.value, of: text) != nil
    else { return nil }
    return text[named.name]
  }

  private static func name(in text: [UInt8], before separator: Int) -> Range<Int> {
    var end = separator
    while end > 0, CommandText.isBreak(text[end - 1]) || text[end - 1] == 0x5c { end -= 1 }
    if separator - end > 4 { return separator..<separator }
    var start = end
    while start > 0, end - start <= CredentialName.longest, CommandText.isName(text[start - 1]) {
      start -= 1
    }
    return start..<end
  }

  // MARK: - Whether

  private var isCredential: Bool {
    let bare = text[name].drop { $0 == 0x2d }
    if CredentialName.isDirectory(bare) { return !namesDirectory }
    if CredentialName.isSuspicious(bare) { return !isEndpoint && !isMount }
    if before == UInt8(ascii: "?") || before == UInt8(ascii: "&") {
      return CredentialName.isSignature(bare)
    }
    return CredentialName.isUser(text[name]) && WordContext.isUserAndPassword(text[begin...])
  }

  /// The byte before the name; 0 at the text's beginning.
  private var before: UInt8 { name.lowerBound > 0 ? text[name.lowerBound - 1] : 0 }

  /// `PWD=/home/a`: the shell's own.
  private var namesDirectory: Bool {
    begin == text.count || [0x2f, 0x2e, 0x7e].contains(text[begin])
  }

  /// `auth.example.com:443`.
  private var isEndpoint: Bool {
    text[name].contains(0x2e) && UserAtHost.hasPort(text[separator...])
  }

  /// `/run/secrets:/run/secrets`.
  private var isMount: Bool {
    text[separator] == 0x3a && before == 0x2f && begin < text.count && text[begin] == 0x2f
  }

  // MARK: - How far

  private var value: Range<Int> {
    if begin == text.count || isWholeArgument { return begin..<text.count }
    if let quoted { return quoted }
    if isMember, let end = Nesting.end(in: text, open: begin) { return begin..<end }
    if let end = ConnectionString.end(in: text, name: name, value: begin) { return begin..<end }
    return begin..<(text[begin...].firstIndex(where: endsValue) ?? text.count)
  }

  /// The argument begins with the name, or with `--option=` and the name.
  private var isWholeArgument: Bool {
    if name.lowerBound == 0 { return true }
    return before == 0x3d && text[0] == 0x2d
      && text[..<(name.lowerBound - 1)].allSatisfy(CommandText.isName)
  }

  private var quoted: Range<Int>? {
    var open = begin
    while open < text.count, text[open] == 0x5c { open += 1 }
    guard open < text.count, CommandText.isQuote(text[open]) else { return nil }
    return CommandText.quotation(in: text, open: open)
  }

  /// A member of a JSON object: a quoted name before a colon.
  private var isMember: Bool {
    text[separator] == 0x3a && name.upperBound < separator
      && text[name.upperBound..<separator].contains(where: CommandText.isQuote)
  }

  private func endsValue(_ byte: UInt8) -> Bool {
    if isMember { return CommandText.isBreak(byte) || [0x2c, 0x5d, 0x7d].contains(byte) }
    if text[separator] == 0x3a { return CommandText.isQuote(byte) || byte == 0x0a }
    return CommandText.isBreak(byte) || byte == UInt8(ascii: "&")
  }
}
