// SPDX-License-Identifier: Apache-2.0

/// What a shell is given to run (`sh -c TEXT`), as far as a text alone shows it: of simple commands, one after
/// the other, the last counts. `cd` and assignments before it are understood, and nothing else is.
struct ShellText: Hashable, Sendable {
  /// The last simple command, without `exec` and what is assigned for it.
  private(set) var words: [String]
  /// All `NAME=value`, exported or assigned for one command.
  private(set) var assignments: [String] = []
  /// Where the last command runs, if `cd` said it with a whole path.
  private(set) var directory: String?

  /// nil where the last is no simple command (a pipe, a redirection, a substitution), or there are too many.
  init?(_ text: String) {
    guard text.utf8.count <= 16_384, let parts = Self.parts(of: text) else { return nil }
    words = []
    for part in parts.dropLast() {
      guard let words = CommandLineText.words(part) else { continue }
      take(words)
    }
    guard let last = parts.last, let words = CommandLineText.words(last) else { return nil }
    self.words = Self.bare(assigning(words))
    if self.words.isEmpty { return nil }
  }

  private static let limit = 64

  /// The commands between `&&`, `;` and line ends, outside of quotes.
  private static func parts(of text: String) -> [String]? {
    var parts: [[UInt8]] = [[]]
    var (quote, isEscaped) = (UInt8?.none, false)
    for byte in text.utf8 {
      let isEnd = !isEscaped && quote == nil && separators.contains(byte)
      if isEnd {
        parts.append([])
        if parts.count > 4 * limit { return nil }
        continue
      }
      parts[parts.count - 1].append(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
        isEscaped = true
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        if quote == nil { quote = byte } else if quote == byte { quote = nil }
      }
    }
    let filled = parts.filter { part in part.contains { $0 > 0x20 } }
    return filled.count <= limit ? filled.map { String(decoding: $0, as: UTF8.self) } : nil
  }

  private static let separators: Set<UInt8> = [
    UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "\n"),
  ]

  /// A command before the last.
  private mutating func take(_ words: [String]) {
    let rest = assigning(words)
    switch rest.first {
    case "cd":
      let place = rest.dropFirst().first { $0 != "--" } ?? ""
      directory = Self.joined(directory, place)
    case "export": assignments += rest.dropFirst().filter { EnvironmentWrapper.name($0) != nil }
    default: break
    }
  }

  /// What stands behind the assignments.
  private mutating func assigning(_ words: [String]) -> [String] {
    let rest = words.drop { EnvironmentWrapper.name($0) != nil }
    assignments += words.prefix(words.count - rest.count)
    return Array(rest)
  }

  private static func joined(_ directory: String?, _ place: String) -> String? {
    if place.hasPrefix("/") { return WordPattern(place).isLiteral ? place : nil }
    guard let directory, !place.isEmpty, !place.hasPrefix("~"), !place.hasPrefix("-"),
      WordPattern(place).isLiteral
    else { return nil }
    return directory + "/" + place
  }

  /// Without `exec` and its options.
  private static func bare(_ words: [String]) -> [String] {
    guard words.first == "exec" else { return words }
    var rest = words.dropFirst()
    while let option = rest.first, option.hasPrefix("-") {
      rest = rest.dropFirst(option == "-a" ? 2 : 1)
    }
    return Array(rest)
  }
}

// MARK: - In a command line

extension ShellText {
  /// The text that a shell is given by its words: behind an option with a `c` (`-c`, `-lc`, `-euc`), before
  /// which there are only options.
  static func command(of words: ArraySlice<String>) -> String? {
    var rest = words
    var isCommand = false
    while let word = rest.first, word.hasPrefix("-") || word.hasPrefix("+"), word.utf8.count > 1 {
      rest = rest.dropFirst()
      if word == "--" { break }
      if taking.contains(word) { rest = rest.dropFirst() }
      if word.hasPrefix("-"), !word.hasPrefix("--"), word.contains("c") { isCommand = true }
    }
    return isCommand ? rest.first : nil
  }

  static let shells: Set<String> = ["sh", "bash", "dash", "ash", "zsh"]

  /// Options with a value of their own.
  private static let taking: Set<String> = [
    "-o", "+o", "-O", "+O", "--rcfile", "--init-file",
  ]

  /// Where what a shell starts by these words runs.
  static func directory(of words: [String]) -> String? {
    guard let first = words.first, shells.contains(CommandLineText.baseName(first)),
      let text = command(of: words.dropFirst())
    else { return nil }
    return ShellText(text)?.directory
  }
}
