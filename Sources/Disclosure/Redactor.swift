// SPDX-License-Identifier: Apache-2.0

/// Takes the values of credentials out of a command line, argument by argument from the first.
///
/// What it gives, it gives again for what it gave: so a replay shows what the run showed.
package struct Redactor {
  package static let mark = "***"
  /// No argument is looked at, or shown, beyond this many bytes.
  package static let longest = 4096

  private var context = WordContext()

  package init() {}

  /// `isCut`: the argument goes on where it cannot be seen.
  package mutating func redact(_ argument: String, isCut: Bool = false) -> String {
    let isLong = argument.utf8.count > Self.longest
    var shown = isLong ? Self.bounded(argument) : Array(argument.utf8)
    // Within a character of the bound it counts as cut, so that the bound's own cut does.
    let isCut = isCut || argument.utf8.count > Self.longest - 4
    let isChanged = hide(in: &shown, isCut: isCut) || shown.count < argument.utf8.count
    context.read(shown[...])
    return isChanged ? String(decoding: shown, as: UTF8.self) : argument
  }

  /// Until nothing more is found: what is hidden may make something else show.
  private func hide(in text: inout [UInt8], isCut: Bool) -> Bool {
    var isChanged = false
    for _ in 0..<4 {
      let found = found(in: text, isCut: isCut)
      if found.isEmpty { break }
      let next = Self.bounded(Self.cover(found, of: text))
      if next == text { break }
      text = next
      isChanged = true
    }
    return isChanged
  }

  private func found(in text: [UInt8], isCut: Bool) -> [Range<Int>] {
    if let range = context.secret(in: text, 0..<text.count) { return [range] }
    var finder = SecretFinder(text, isCut: isCut, after: context)
    return finder.find()
  }

  /// The arguments of one command line.
  package static func redacted(_ arguments: [String], isCut: Bool = false) -> [String] {
    var redactor = Redactor()
    return arguments.enumerated().map { index, argument in
      redactor.redact(argument, isCut: isCut && index == arguments.count - 1)
    }
  }

  /// One text: an argument, a URL, a line.
  package static func redacted(_ text: String) -> String {
    var redactor = Redactor()
    return redactor.redact(text)
  }

  private static func cover(_ hidden: [Range<Int>], of text: [UInt8]) -> [UInt8] {
    var shown: [UInt8] = []
    shown.reserveCapacity(text.count)
    var position = 0
    for range in hidden {
      shown += text[position..<range.lowerBound]
      shown += mark.utf8
      position = range.upperBound
    }
    return shown + text[position...]
  }

  private static func bounded(_ text: String) -> [UInt8] {
    bounded(Array(text.utf8.prefix(longest + 1)))
  }

  /// As many whole characters as the bound takes.
  private static func bounded(_ text: [UInt8]) -> [UInt8] {
    guard text.count > longest else { return text }
    var end = longest
    while end > longest - 4, text[end] & 0xc0 == 0x80 { end -= 1 }
    return Array(text[..<end])
  }
}
