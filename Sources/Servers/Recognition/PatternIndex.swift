// SPDX-License-Identifier: Apache-2.0

/// The patterns of one command with one number of words, by the word that distinguishes each most: where
/// one client lists a thousand servers, they are a thousand scripts of one interpreter.
struct PatternIndex: Sendable {
  private struct Word: Hashable {
    var place: Int
    var text: String
  }

  private var places: Set<Int> = []
  private var byWord: [Word: [Int]] = [:]
  /// Without a literal argument.
  private var others: [Int] = []

  /// Indices into `patterns`.
  init(_ indices: [Int], of patterns: [CommandPattern]) {
    var uses: [Word: Int] = [:]
    for index in indices {
      for word in Self.words(patterns[index]) { uses[word, default: 0] += 1 }
    }
    for index in indices {
      let words = Self.words(patterns[index])
      guard let rarest = words.min(by: { uses[$0, default: 0] < uses[$1, default: 0] }) else {
        others.append(index)
        continue
      }
      add(index, at: rarest, of: patterns[index])
    }
  }

  private static func words(_ pattern: CommandPattern) -> [Word] {
    pattern.words.enumerated().dropFirst().compactMap { place, word in
      word.isLiteral ? Word(place: place, text: word.text) : nil
    }
  }

  private mutating func add(_ index: Int, at word: Word, of pattern: CommandPattern) {
    places.insert(word.place)
    byWord[word, default: []].append(index)
    guard let path = pattern.joined(word.text) else { return }
    byWord[Word(place: word.place, text: path), default: []].append(index)
  }

  /// Those that may fit the words, in the order of the patterns; all that fit are among them.
  func candidates(_ view: ArraySlice<String>) -> [Int] {
    let found = places.flatMap { place in
      place < view.count
        ? byWord[Word(place: place, text: view[view.startIndex + place])] ?? [] : []
    }
    return (others + found).sorted()
  }
}
