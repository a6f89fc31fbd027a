// SPDX-License-Identifier: Apache-2.0

internal import Monitoring

/// Takes the values of credentials out of a command line, argument by argument from the first.
///
/// Hidden are: the value of an option, variable, header, JSON member or URL parameter whose name
/// is suspicious; what stands before `@` in a URL; tokens known by their prefix; private keys.
struct Redactor {
  static let mark = "***"
  /// No argument is looked at, or shown, beyond this many bytes.
  static let longest = 4096

  /// The argument before was an option that takes a credential.
  private var awaitsValue = false
  /// The argument before was an option that takes `user:password`.
  private var awaitsUser = false

  /// `isCut`: the argument goes on where it cannot be seen.
  mutating func redact(_ argument: String, isCut: Bool = false) -> String {
    let text = Array(argument.utf8.prefix(Self.longest))
    let endsHere = !isCut && text.count == argument.utf8.count
    if answers(text) { return Self.mark }
    let hidden = Self.hidden(in: text, isCut: !endsHere)
    if hidden.isEmpty, text.count == argument.utf8.count { return argument }
    return Self.cover(hidden, of: text)
  }

  /// Whether the argument is the value that the one before it announced; remembers what it
  /// announces itself.
  private mutating func answers(_ text: [UInt8]) -> Bool {
    let (value, user) = (awaitsValue, awaitsUser)
    let isOption = text.starts(with: [0x2d, 0x2d])
    (awaitsValue, awaitsUser) = (Self.announcesValue(text), Self.announcesUser(text))
    if value, !isOption { (awaitsValue, awaitsUser) = (false, false) }
    return value && !isOption || user && Self.isUserAndPassword(text)
  }

  private static func announcesValue(_ text: [UInt8]) -> Bool {
    guard text.first == 0x2d, !text.contains(0x3d), !text.contains(0x20) else { return false }
    return CredentialName.isSuspicious(text.drop { $0 == 0x2d })
  }

  private static func announcesUser(_ text: [UInt8]) -> Bool {
    ["-u", "--user", "--proxy-user"].contains { text.elementsEqual($0.utf8) }
  }

  private static func isUserAndPassword(_ text: [UInt8]) -> Bool {
    text.contains(0x3a) && !text.allSatisfy { $0 == 0x3a || (0x30...0x39).contains($0) }
  }

  private static func hidden(in text: [UInt8], isCut: Bool) -> [Range<Int>] {
    var hidden: [Range<Int>] = []
    var index = 0
    while index < text.count {
      if let range = secret(in: text, at: index, isCut: isCut), !range.isEmpty {
        hidden.append(range)
        index = max(index + 1, range.upperBound)
      } else {
        index += 1
      }
    }
    return hidden
  }

  private static func secret(in text: [UInt8], at index: Int, isCut: Bool) -> Range<Int>? {
    switch text[index] {
    case 0x3d: return NamedValue.find(in: text, separator: index)
    case 0x3a:
      return UserInformation.find(in: text, colon: index, isCut: isCut)
        ?? NamedValue.find(in: text, separator: index)
    case 0x2d where text[index...].starts(with: "-----BEGIN".utf8): return index..<text.count
    case 0x20: return Scheme.find(in: text, space: index)
    default: return KnownTokens.secret(in: text, at: index)
    }
  }

  private static func cover(_ hidden: [Range<Int>], of text: [UInt8]) -> String {
    var shown: [UInt8] = []
    var position = 0
    for range in hidden {
      shown += text[position..<range.lowerBound]
      shown += mark.utf8
      position = range.upperBound
    }
    shown += text[position...]
    return String(decoding: shown, as: UTF8.self)
  }
}
