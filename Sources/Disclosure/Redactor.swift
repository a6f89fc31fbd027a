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
    let text = Self.bounded(Array(argument.utf8.prefix(Self.longest + 1)))
    let whole = 0..<text.count
    // Within a character of the bound it counts as cut, so that the bound's own cut does.
    let isCut = isCut || argument.utf8.count > Self.longest - 4
    guard let range = context.secret(in: text, whole) else {
      let shown = Self.redacted(text, isCut: isCut, after: context)
      context.read(shown[...])
      return shown == text && text.count == argument.utf8.count
        ? argument : String(decoding: shown, as: UTF8.self)
    }
    context.skip()
    return String(decoding: Self.cover([range], of: text), as: UTF8.self)
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

  /// Until nothing more is found: what is hidden may make something else show.
  private static func redacted(
    _ text: [UInt8], isCut: Bool, after context: WordContext
  ) -> [UInt8] {
    var shown = text
    for _ in 0..<4 {
      var finder = SecretFinder(shown, isCut: isCut, after: context)
      let found = finder.find()
      if found.isEmpty { return shown }
      let next = bounded(cover(found, of: shown))
      if next == shown { return shown }
      shown = next
    }
    return shown
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

  /// As many whole characters as the bound takes.
  private static func bounded(_ text: [UInt8]) -> [UInt8] {
    guard text.count > longest else { return text }
    var end = longest
    while end > longest - 4, text[end] & 0xc0 == 0x80 { end -= 1 }
    return Array(text[..<end])
  }
}
