// SPDX-License-Identifier: Apache-2.0

/// One word of a configured command line: literal text, with gaps for the values of variables.
struct WordPattern: Hashable, Sendable {
  /// The word as the file spells it.
  let text: String
  /// The literal text between the gaps, one more than there are gaps.
  private let pieces: [BytePattern]

  init(_ text: String) {
    self.text = text
    pieces = Self.pieces(Array(text.utf8)).map { BytePattern($0) }
  }

  var isLiteral: Bool { pieces.count == 1 }

  /// Literal bytes without slashes, which any path has.
  var weight: Int {
    pieces.reduce(0) { $0 + $1.bytes.count { $0 != UInt8(ascii: "/") } }
  }

  private var length: Int { pieces.reduce(0) { $0 + $1.bytes.count } }

  func matches(_ word: String) -> Bool {
    if isLiteral || word == text { return word == text }
    var word = word
    return word.withUTF8 { unsafe matches(Array($0)) }
  }

  /// Whether a word that fits may begin so; more is not known of it.
  func mayBegin(with head: String) -> Bool {
    if isLiteral { return text.utf8.starts(with: head.utf8) }
    guard let first = pieces.first?.bytes else { return false }
    return head.utf8.count >= first.count
      ? head.utf8.starts(with: first) : first.starts(with: head.utf8)
  }

  /// The first piece at the start, the last at the end, the others in order, each as early as it
  /// goes.
  private func matches(_ word: [UInt8]) -> Bool {
    guard let first = pieces.first?.bytes, let last = pieces.last?.bytes, word.count >= length,
      word.starts(with: first), word.suffix(last.count).elementsEqual(last)
    else { return false }
    var position = first.count
    let end = word.count - last.count
    for piece in pieces.dropFirst().dropLast() {
      guard let found = piece.end(in: word, from: position, to: end) else { return false }
      position = found
    }
    return position <= end
  }
}

// MARK: - Variables

extension WordPattern {
  /// `${…}`, `${{ … }}`, `$NAME`, `{env:X}`, `{file:X}`, and a leading `~`.
  private static func pieces(_ text: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    var index = 0
    while index < text.count {
      let end =
        text[index] == UInt8(ascii: "~") && index == 0 ? tilde(text) : variable(text, at: index)
      if let end, pieces.count < 32 {
        pieces.append([])
        index = end
      } else {
        pieces[pieces.count - 1].append(text[index])
        index += 1
      }
    }
    return pieces
  }

  /// `~` alone or before a slash.
  private static func tilde(_ text: [UInt8]) -> Int? {
    text.count == 1 || text[1] == UInt8(ascii: "/") ? 1 : nil
  }

  /// Where the variable that begins here ends.
  private static func variable(_ text: [UInt8], at index: Int) -> Int? {
    let rest = text[index...]
    if rest.starts(with: "${{".utf8) { return end(of: "}}", in: text, from: index + 3) }
    if rest.starts(with: "${".utf8) { return end(of: "}", in: text, from: index + 2) }
    if rest.starts(with: "{env:".utf8) || rest.starts(with: "{file:".utf8) {
      return end(of: "}", in: text, from: index + 1)
    }
    guard rest.first == UInt8(ascii: "$") else { return nil }
    let name = rest.dropFirst().prefix { isNameByte($0) }
    guard let first = name.first, !(0x30...0x39).contains(first) else { return nil }
    return name.endIndex
  }

  private static func end(of mark: String, in text: [UInt8], from: Int) -> Int? {
    let mark = Array(mark.utf8)
    guard from <= text.count - mark.count else { return nil }
    return (from...(text.count - mark.count)).first { text[$0...].starts(with: mark) }
      .map { $0 + mark.count }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
