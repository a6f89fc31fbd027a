// SPDX-License-Identifier: Apache-2.0

import Events

/// `HOST[/PREFIX][:PORT][/PROTOCOL]` cut at its punctuation; nothing is understood yet.
struct ExpectationParts {
  var host: Substring
  var isBracketed = false
  var prefix: Substring?
  var port: Substring?
  var transport: Substring?

  init(_ text: String) throws(ExpectationError) {
    var rest = text[...]
    host = rest
    if text.hasPrefix("[") { try takeBrackets(&rest) } else { try takeHost(&rest) }
    takePrefix(&rest)
    takePort(&rest)
    if rest.first == "/" {
      transport = rest.dropFirst()
    } else if !rest.isEmpty {
      throw .badBrackets(text)
    }
  }

  private mutating func takeBrackets(_ rest: inout Substring) throws(ExpectationError) {
    guard let close = rest.firstIndex(of: "]") else { throw .badBrackets(String(rest)) }
    isBracketed = true
    host = rest[..<close].dropFirst()
    rest = rest[close...].dropFirst()
    guard let slash = host.firstIndex(of: "/") else { return }
    prefix = host[slash...].dropFirst()
    host = host[..<slash]
  }

  private mutating func takeHost(_ rest: inout Substring) throws(ExpectationError) {
    if rest.filter({ $0 == ":" }).count > 1 { throw Self.colons(rest) }
    let end = rest.firstIndex { $0 == ":" || $0 == "/" } ?? rest.endIndex
    host = rest[..<end]
    rest = rest[end...]
  }

  /// A number after the first slash is a prefix length: no protocol is spelt in digits.
  private mutating func takePrefix(_ rest: inout Substring) {
    guard prefix == nil, rest.first == "/" else { return }
    let word = rest.dropFirst().prefix { $0 != ":" && $0 != "/" }
    guard !word.isEmpty, word.allSatisfy({ $0.isNumber }) else { return }
    prefix = word
    rest = rest[word.endIndex...]
  }

  private mutating func takePort(_ rest: inout Substring) {
    guard rest.first == ":" else { return }
    let word = rest.dropFirst().prefix { $0 != "/" }
    port = word
    rest = rest[word.endIndex...]
  }

  private static func colons(_ text: Substring) -> ExpectationError {
    if let scheme = url(text) { return scheme }
    let isAddress = IPAddress(text.prefix { $0 != "/" }) != nil
    return isAddress ? .needsBrackets(String(text)) : .tooManyColons(String(text))
  }

  /// `https://host/path`, which people paste.
  static func url(_ text: Substring) -> ExpectationError? {
    guard let mark = text.firstIndex(of: ":"), text[mark...].hasPrefix("://") else { return nil }
    let host = text[mark...].dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let withoutUser = host.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return .url(String(withoutUser))
  }
}
