// SPDX-License-Identifier: Apache-2.0

/// `user:password@host` where no scheme stands before: data source names such as
/// `user:password@tcp(host:3306)/name`, `user:password@host.example:5432`.
enum UserAtHost {
  /// How far before the `@` a user is looked for.
  private static let furthest = 256
  /// What stands before a colon in names of packages, images and mail, and is no user.
  private static let schemes: Set<String> = [
    "npm", "jsr", "pypi", "oci", "docker", "git", "github", "gitlab", "bitbucket", "gist", "file",
    "link", "workspace", "portal", "patch", "http", "https", "mailto", "sip", "xmpp", "pkg",
    "image", "sha256", "sha512", "jdbc",
  ]

  /// User and password before the `@`; nil where they are none, as in `npm:name@1.2.3`.
  static func find(in text: [UInt8], at: Int) -> Range<Int>? {
    let host = text[(at + 1)...]
    let isSource = isDataSource(host)
    guard isSource || isHost(host), let begin = start(in: text, before: at),
      let colon = text[begin..<at].firstIndex(of: 0x3a), isUser(text[begin..<colon]),
      colon + 1 < at, isSource || !text[colon..<at].contains(0x2f)
    else { return nil }
    return begin..<at
  }

  /// User and the beginning of a password whose `@` is cut away.
  static func findCut(in text: [UInt8], colon: Int) -> Range<Int>? {
    let rest = text[(colon + 1)...]
    guard (1...furthest).contains(rest.count),
      !rest.contains(where: { CommandText.isBreak($0) || $0 == 0x2f }),
      !rest.allSatisfy({ CommandText.isDigit($0) || $0 == 0x2e || $0 == 0x2d }),
      let begin = start(in: text, before: colon), isUser(text[begin..<colon]),
      !text[begin..<colon].contains(0x2e)
    else { return nil }
    return begin..<text.count
  }

  /// Behind a break, an option's or variable's name, and slashes.
  private static func start(in text: [UInt8], before end: Int) -> Int? {
    let near = text[max(0, end - furthest)..<end]
    var begin = near.lastIndex(where: CommandText.isBreak).map { $0 + 1 } ?? near.startIndex
    let colon = text[begin..<end].firstIndex(of: 0x3a) ?? end
    if let mark = text[begin..<colon].lastIndex(where: { $0 == 0x3d || $0 == 0x2f }) {
      begin = mark + 1
    }
    return begin < end ? begin : nil
  }

  private static func isUser(_ user: ArraySlice<UInt8>) -> Bool {
    guard (1...64).contains(user.count), user.first != 0x2d, user.allSatisfy(isUserByte) else {
      return false
    }
    return !schemes.contains(String(decoding: user.map(CommandText.lowered), as: UTF8.self))
  }

  private static func isUserByte(_ byte: UInt8) -> Bool {
    CommandText.isName(byte) || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "+")
      || byte >= 0x80
  }

  /// `tcp(host)`, and `/name` for a host that is left out.
  private static func isDataSource(_ text: ArraySlice<UInt8>) -> Bool {
    let word = text.prefix(16).prefix(while: CommandText.isAlphanumeric)
    let next = word.endIndex < text.endIndex ? text[word.endIndex] : 0
    return next == UInt8(ascii: "(") && !word.isEmpty || next == UInt8(ascii: "/") && word.isEmpty
  }

  /// A name with a dot, an address, or anything with a port. A version is none.
  private static func isHost(_ text: ArraySlice<UInt8>) -> Bool {
    if text.first == UInt8(ascii: "[") { return true }
    let host = text.prefix(254).prefix(while: CommandText.isName)
    if host.isEmpty { return false }
    if host.elementsEqual("localhost".utf8) || hasPort(text[host.endIndex...]) { return true }
    let labels = host.split(separator: 0x2e, omittingEmptySubsequences: false)
    let isAddress = labels.count == 4 && labels.allSatisfy { $0.allSatisfy(CommandText.isDigit) }
    let isNamed = labels.count > 1 && labels.last?.first.map(CommandText.isLetter) == true
    return isAddress || isNamed && labels.first?.first.map(CommandText.isLetter) == true
  }

  static func hasPort(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == 0x3a else { return false }
    let digits = text.dropFirst().prefix(6).prefix(while: CommandText.isDigit)
    guard (1...5).contains(digits.count) else { return false }
    return digits.endIndex == text.endIndex || !CommandText.isName(text[digits.endIndex])
  }
}
