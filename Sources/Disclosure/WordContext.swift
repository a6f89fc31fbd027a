// SPDX-License-Identifier: Apache-2.0

/// What the words of a command line that were read say of the next one.
struct WordContext {
  enum Awaited {
    case nothing
    /// A credential, whatever it looks like.
    case value
    /// A credential, if it is no directory.
    case notDirectory
    /// A credential, if it is no mapping of ports.
    case notPorts
    /// Anything; a credential if it looks like one.
    case password
    /// `user:password`
    case user
    /// `Name: value`
    case header
  }

  private var awaited = Awaited.nothing
  private var options: ShortOption = []

  init() {}

  /// The words of a text within the command line: the programs before it count.
  init(within context: WordContext) { options = context.options }

  var isAwaiting: Bool {
    if case .nothing = awaited { false } else { true }
  }

  /// What of the word is a credential, because of where it stands.
  func secret(in text: [UInt8], _ word: Range<Int>) -> Range<Int>? {
    if let glued = options.glued(in: text, word) { return glued }
    if !isAwaiting || word.isEmpty { return nil }
    let range =
      awaited == .header ? Self.header(in: text, word) : isAwaited(text[word]) ? word : nil
    return range.flatMap { Scheme.credential(in: $0, of: text) }
  }

  private func isAwaited(_ word: ArraySlice<UInt8>) -> Bool {
    let isOption = word.starts(with: [0x2d, 0x2d])
    return switch awaited {
    case .nothing, .header: false
    case .value: !isOption
    case .notDirectory: !isOption && ![0x2f, 0x2e, 0x7e].contains(word.first)
    case .notPorts: !isOption && !ShortOption.isPorts(word)
    case .password: RandomValue.isPassword(word)
    case .user: Self.isUserAndPassword(word)
    }
  }

  /// Reads a word as it may be shown.
  mutating func read(_ word: ArraySlice<UInt8>) {
    awaited = .nothing
    if word.isEmpty || word.contains(0x20) { return }
    if word.first == 0x2d {
      awaited = announced(by: word)
    } else {
      options.formUnion(ShortOption.of(program: word))
    }
  }

  /// A credential was read: nothing follows from it.
  mutating func skip() { awaited = .nothing }

  private func announced(by word: ArraySlice<UInt8>) -> Awaited {
    if word.contains(0x3d) || word.contains(0x3a) { return .nothing }
    let name = word.drop { $0 == 0x2d }
    if CredentialName.isDirectory(name) { return .notDirectory }
    if CredentialName.isSuspicious(name) { return .value }
    if CredentialName.isUser(word) { return .user }
    if ["header", "headers"].contains(where: { name.elementsEqual($0.utf8) }) { return .header }
    return options.awaited(after: word)
  }

  /// Not `1000:1000`.
  static func isUserAndPassword(_ text: ArraySlice<UInt8>) -> Bool {
    text.contains(0x3a) && !text.allSatisfy { $0 == 0x3a || CommandText.isDigit($0) }
  }

  // MARK: - Headers

  /// The value of a header, unless its name says that it holds no credential.
  private static func header(in text: [UInt8], _ word: Range<Int>) -> Range<Int>? {
    let name = text[word].prefix(CredentialName.longest).prefix(while: CommandText.isName)
    guard !name.isEmpty, name.endIndex < word.upperBound, text[name.endIndex] == 0x3a,
      !CredentialName.isHarmlessHeader(name)
    else { return nil }
    let value = text[(name.endIndex + 1)..<word.upperBound].drop { $0 == 0x20 }
    return value.starts(with: "//".utf8) ? nil : value.indices
  }
}
