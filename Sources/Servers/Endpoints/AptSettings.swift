// SPDX-License-Identifier: Apache-2.0

/// Reads apt.conf(5): `Acquire::http::Proxy "…";`, and the same in braces. Bounded; what is no setting
/// ends the reading.
struct AptSettings {
  private static let depth = 16
  private static let limit = 1_024

  private enum Token: Hashable {
    case word(String)
    case text(String)
    case open, close, end
  }

  /// The values whose whole name, in lower case, is wanted.
  static func values(_ text: String, where isWanted: (String) -> Bool) -> [String] {
    guard text.utf8.count <= ProxyFile.sizeLimit else { return [] }
    var scopes: [String] = []
    var name = ""
    var values: [String] = []
    var bytes = Array(text.utf8)[...]
    while let token = next(&bytes), values.count < limit {
      switch token {
      case .word(let word): name = word.lowercased()
      case .text(let value):
        if isWanted((scopes + [name]).joined(separator: "::")) { values.append(value) }
      case .open:
        guard scopes.count < depth else { return values }
        scopes.append(name)
        name = ""
      case .close: _ = scopes.popLast()
      case .end: name = ""
      }
    }
    return values
  }

  private static func next(_ bytes: inout ArraySlice<UInt8>) -> Token? {
    skip(&bytes)
    guard let first = bytes.first else { return nil }
    switch first {
    case UInt8(ascii: "{"): return take(&bytes, .open)
    case UInt8(ascii: "}"): return take(&bytes, .close)
    case UInt8(ascii: ";"): return take(&bytes, .end)
    case UInt8(ascii: "\""): return text(&bytes)
    default: return word(&bytes)
    }
  }

  private static func take(_ bytes: inout ArraySlice<UInt8>, _ token: Token) -> Token {
    bytes = bytes.dropFirst()
    return token
  }

  private static func text(_ bytes: inout ArraySlice<UInt8>) -> Token {
    let body = bytes.dropFirst().prefix { $0 != UInt8(ascii: "\"") && $0 != newline }
    bytes = bytes[body.endIndex...].dropFirst()
    return .text(String(decoding: body, as: UTF8.self))
  }

  private static func word(_ bytes: inout ArraySlice<UInt8>) -> Token {
    let word = bytes.prefix { !isSpace($0) && !Array("{};\"".utf8).contains($0) }
    bytes = bytes[word.endIndex...]
    return .word(String(decoding: word, as: UTF8.self))
  }

  private static let newline = UInt8(ascii: "\n")

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

  /// White space and comments: `//` and `#` to the end of the line, `/* … */`.
  private static func skip(_ bytes: inout ArraySlice<UInt8>) {
    while true {
      bytes = bytes.drop(while: isSpace)
      if bytes.first == UInt8(ascii: "#") || bytes.starts(with: Array("//".utf8)) {
        bytes = bytes.drop { $0 != newline }
      } else if bytes.starts(with: Array("/*".utf8)) {
        skipComment(&bytes)
      } else {
        return
      }
    }
  }

  private static func skipComment(_ bytes: inout ArraySlice<UInt8>) {
    bytes = bytes.dropFirst(2)
    while !bytes.isEmpty, !bytes.starts(with: Array("*/".utf8)) { bytes = bytes.dropFirst() }
    bytes = bytes.dropFirst(2)
  }
}
