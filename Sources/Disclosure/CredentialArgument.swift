// SPDX-License-Identifier: Apache-2.0

/// Credentials among the words of a command line, by their names and never by their values.
package enum CredentialArgument {
  private static let mostWords = 256
  private static let mostBytes = 4_096

  /// `--auth-token`, `-p`, the name of a header or of a parameter, and of a URL with a password its scheme and
  /// host; in order, without repeats, 32 at most.
  package static func names(in arguments: [String]) -> [String] {
    var context = WordContext()
    var before: [UInt8] = []
    var found: [String] = []
    for argument in arguments.prefix(mostWords) {
      let text = Array(argument.utf8.prefix(mostBytes))
      if let secret = context.secret(in: text, 0..<text.count) {
        found.append(name(of: secret, in: text, after: before))
      } else {
        found += within(text)
      }
      context.read(text[...])
      before = text
    }
    var seen: Set<String> = []
    return Array(found.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(32))
  }

  /// Of a value that its place gives away: glued to its option, a header's, or behind an option.
  private static func name(of secret: Range<Int>, in text: [UInt8], after before: [UInt8]) -> String
  {
    if secret.lowerBound == 2, text.first == 0x2d { return shown(text[..<2]) }
    if secret.lowerBound > 0, let colon = text.firstIndex(of: 0x3a), colon < secret.lowerBound {
      return shown(text[..<colon])
    }
    return shown(before[...])
  }

  /// What says by itself that it is one: `--name=value`, `Name: value`, `?name=value`, `scheme://user:…@host`.
  private static func within(_ text: [UInt8]) -> [String] {
    var found: [String] = []
    for index in text.indices where text[index] == 0x3d || text[index] == 0x3a {
      if let url = url(in: text, colon: index) {
        found.append(url)
      } else if let name = NamedValue.credentialName(in: text, separator: index) {
        found.append(shown(name))
      }
      if found.count == 8 { break }
    }
    return found
  }

  /// `scheme://***@host` of a URL with user and password.
  private static func url(in text: [UInt8], colon: Int) -> String? {
    guard text[colon] == 0x3a,
      let user = UserInformation.find(in: text, colon: colon, isCut: false),
      text[user].contains(0x3a)
    else { return nil }
    let scheme = text[..<colon].suffix(32).reversed().prefix(while: CommandText.isName).reversed()
    let host = text[user.upperBound...].dropFirst().prefix(253)
      .prefix { CommandText.isName($0) || $0 == 0x2e }
    return shown(Array(scheme)[...]) + "://***@" + shown(host)
  }

  private static func shown(_ name: ArraySlice<UInt8>) -> String {
    String(decoding: name.prefix(CredentialName.longest * 4), as: UTF8.self)
  }
}
