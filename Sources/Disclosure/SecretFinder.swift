// SPDX-License-Identifier: Apache-2.0

/// Finds the credentials in one text, in one pass over its bytes.
struct SecretFinder {
  private let text: [UInt8]
  /// The text goes on where it cannot be seen.
  private let isCut: Bool
  /// What the words before say, where the text is a command line by itself.
  private var context: WordContext
  private var wordStart: Int? = 0
  /// The path of the URL read last.
  private var path = 0..<0

  init(_ text: [UInt8], isCut: Bool, after context: WordContext = WordContext()) {
    self.text = text
    self.isCut = isCut
    self.context = WordContext(within: context)
  }

  /// In order; none empty, none within another.
  mutating func find() -> [Range<Int>] {
    let (marks, heads) = (Self.marks, KnownToken.heads)
    var found: [Range<Int>] = []
    var index = 0
    var isStart = true
    while index < text.count {
      let byte = text[index]
      if byte == 0x24 || byte == 0x7b, let end = Variable.end(in: text, at: index) {
        index = end
        continue
      }
      let isMark = marks[Int(byte)]
      let isHead = heads[Int(byte)]
      if isMark || isStart || isHead,
        let range = secret(at: index, isStart: isStart, isHead: isHead)
      {
        Self.add(range, to: &found)
        index = max(index + 1, range.upperBound)
        isStart = false
        if let start = wordStart, start < index { wordStart = nil }
      } else {
        index += 1
        isStart = isMark && RandomValue.startsValue(after: byte)
      }
    }
    return found
  }

  /// A range may begin before the byte that gave it away, as a user before `@` does.
  private static func add(_ range: Range<Int>, to found: inout [Range<Int>]) {
    var begin = range.lowerBound
    while let last = found.last, last.upperBound > begin {
      begin = min(begin, last.lowerBound)
      found.removeLast()
    }
    found.append(begin..<range.upperBound)
  }

  /// Bytes at which a credential is looked for.
  private static let marks: [Bool] = (0...255).map { byte in
    let byte = UInt8(byte)
    return byte == 0x2d || byte == 0x2f || byte == 0x3a || byte == 0x40
      || RandomValue.startsValue(after: byte)
  }

  /// A range that is not empty, and ends here or later.
  private mutating func secret(at index: Int, isStart: Bool, isHead: Bool) -> Range<Int>? {
    var range = index == wordStart ? awaited(at: index) : nil
    if range == nil { range = formed(at: index, isHead: isHead) }
    if range == nil, isStart { range = RandomValue.find(in: text, at: index) }
    return range?.isEmpty == false ? range : nil
  }

  /// By where it stands: at the beginning of a word.
  private func awaited(at index: Int) -> Range<Int>? {
    if index == 0 { return nil }
    if CommandText.isQuote(text[index]) {
      return context.secret(in: text, CommandText.quotation(in: text, open: index))
    }
    if !context.isAwaiting && text[index] != 0x2d { return nil }
    let end = text[index...].firstIndex(where: CommandText.isBreak) ?? text.count
    return context.secret(in: text, index..<end)
  }

  /// By what it looks like.
  private mutating func formed(at index: Int, isHead: Bool) -> Range<Int>? {
    switch text[index] {
    case 0x3d: return NamedValue.find(in: text, separator: index)
    case 0x3a: return colon(at: index)
    case 0x40: return UserAtHost.find(in: text, at: index)
    case 0x2f: return segment(after: index)
    case 0x2d where text[index...].starts(with: "-----BEGIN".utf8): return index..<text.count
    case 0x2c where index > 0 && CommandText.isQuote(text[index - 1]): endWord(at: index)
    case ...0x20:
      endWord(at: index)
      return Scheme.find(in: text, space: index, isCut: isCut)
    default: return isHead ? KnownToken.secret(in: text, at: index, isCut: isCut) : nil
    }
    return nil
  }

  private mutating func colon(at index: Int) -> Range<Int>? {
    guard text[index...].starts(with: "://".utf8) else {
      return NamedValue.find(in: text, separator: index)
        ?? (isCut ? UserAtHost.findCut(in: text, colon: index) : nil)
    }
    let user = UserInformation.find(in: text, colon: index, isCut: isCut)
    readPath(from: user?.upperBound ?? index + 3, colon: index)
    return user.flatMap { Scheme.credential(in: $0, of: text) }
  }

  private mutating func readPath(from authority: Int, colon: Int) {
    let scheme = text[..<colon].suffix(16).suffix(while: CommandText.isName)
    guard let begin = UserInformation.path(in: text, from: authority, scheme: scheme) else {
      return
    }
    // A URL within another's path ends where that one does: looked for once, not for each.
    let isWithin = begin < path.upperBound
    let end =
      isWithin
      ? path.upperBound
      : text[begin...].firstIndex(where: UserInformation.endsPath) ?? text.count
    path = begin..<end
  }

  /// A segment of a URL's path that looks like a key. Behind `@` a commit is none.
  private func segment(after slash: Int) -> Range<Int>? {
    guard path.contains(slash) else { return nil }
    let end = text[(slash + 1)..<path.upperBound].firstIndex(of: 0x2f) ?? path.upperBound
    let range = slash + 1..<end
    let at = text[range].dropFirst().firstIndex(of: 0x40) ?? end
    if !RandomValue.isKey(text[range.lowerBound..<at]) {
      guard at < end, RandomValue.isKey(text[(at + 1)..<end]),
        !RandomValue.isDigest(text[(at + 1)..<end])
      else { return nil }
    }
    return Scheme.credential(in: range, of: text)
  }

  private mutating func endWord(at index: Int) {
    if let start = wordStart {
      if start < index { context.read(Self.bare(text[start..<index])) }
    } else {
      context.skip()
    }
    wordStart = index + 1
  }

  /// Without quotes, brackets and commas around it.
  private static func bare(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isAround: (UInt8) -> Bool = { CommandText.isQuote($0) || [0x2c, 0x5b, 0x5d].contains($0) }
    var word = word.drop(while: isAround)
    while let last = word.last, isAround(last) { word.removeLast() }
    return word
  }
}

extension BidirectionalCollection {
  /// The longest suffix whose elements all satisfy the predicate.
  fileprivate func suffix(while isPart: (Element) -> Bool) -> SubSequence {
    guard let last = lastIndex(where: { !isPart($0) }) else { return self[...] }
    return self[index(after: last)...]
  }
}
