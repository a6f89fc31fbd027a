// SPDX-License-Identifier: Apache-2.0

/// Splits one simple command as a shell does, byte by byte. Variables stay as they are.
struct WordSplitter {
  private var words: [String] = []
  private var word: [UInt8] = []
  private var isInWord = false
  private var quote: UInt8?
  private var isEscaped = false
  private var isAfterDollar = false
  private var isInBraces = false

  /// False if the text is no simple command.
  mutating func take(_ byte: UInt8) -> Bool {
    defer { isAfterDollar = byte == UInt8(ascii: "$") }
    if isEscaped {
      append(byte)
      isEscaped = false
      return true
    }
    if isInBraces {
      isInBraces = byte != UInt8(ascii: "}")
      append(byte)
      return true
    }
    if let quote { return take(byte, within: quote) }
    return takePlain(byte)
  }

  private mutating func takePlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      quote = byte
      isInWord = true
    case UInt8(ascii: "\\"): isEscaped = true
    case UInt8(ascii: " "), UInt8(ascii: "\t"): return endWord()
    case UInt8(ascii: "{") where isAfterDollar:
      isInBraces = true
      append(byte)
    case UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "`"),
      UInt8(ascii: "\n"):
      return false
    default: append(byte)
    }
    return true
  }

  private mutating func take(_ byte: UInt8, within quote: UInt8) -> Bool {
    switch byte {
    case quote: self.quote = nil
    case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""): isEscaped = true
    case UInt8(ascii: "`") where quote == UInt8(ascii: "\""): return false
    case UInt8(ascii: "(") where quote == UInt8(ascii: "\"") && isAfterDollar: return false
    default: append(byte)
    }
    return true
  }

  private mutating func append(_ byte: UInt8) {
    word.append(byte)
    isInWord = true
  }

  private mutating func endWord() -> Bool {
    guard isInWord else { return true }
    words.append(String(decoding: word, as: UTF8.self))
    word.removeAll(keepingCapacity: true)
    isInWord = false
    return words.count <= ConfigurationLimits.arguments
  }

  mutating func finish() -> [String]? {
    guard quote == nil, !isEscaped, !isInBraces, endWord(), !words.isEmpty else { return nil }
    return words
  }
}
