// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Disclosure

@Suite struct HiddenCharacterTests {
  private static let categories: [Unicode.GeneralCategory] = [
    .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned,
  ]

  /// The set is what Unicode says: the quick ways through it must leave nothing out.
  @Test func isUnicodesOwn() {
    var wrong: [UInt32] = []
    for value in 0...UInt32(0x10ffff) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      let expected =
        Self.categories.contains(properties.generalCategory)
        || properties.isDefaultIgnorableCodePoint || properties.isBidiControl
      if HiddenCharacter.isHidden(value) != expected { wrong.append(value) }
    }
    #expect(wrong == [])
  }

  @Test(
    arguments: [
      "\u{1b}", "\u{7f}", "\u{85}", "\u{ad}", "\u{34f}", "\u{61c}", "\u{115f}", "\u{180e}",
      "\u{200b}",
      "\u{202e}", "\u{2028}", "\u{2066}", "\u{3164}", "\u{e000}", "\u{fe0f}", "\u{feff}",
      "\u{ffa0}",
      "\u{fffe}", "\u{e0041}", "\u{e0101}", "\u{f0000}", "\u{378}",
    ] as [Unicode.Scalar]) func hides(scalar: Unicode.Scalar)
  {
    #expect(HiddenCharacter.isHidden(scalar.value))
    let digits = String(scalar.value, radix: 16)
    #expect(ShownText.escaped("a\(scalar)b") == "a\\u{\(digits)}b")
    #expect(!ShownCommand.quoted("a\(scalar)b").unicodeScalars.contains(scalar))
  }

  @Test(
    arguments: ["a", " ", "ž", "漢", "한", "🦢", "\u{301}", "\u{a0}", "\u{fffd}"]
      as [Unicode.Scalar])
  func leaves(scalar: Unicode.Scalar) {
    #expect(!HiddenCharacter.isHidden(scalar.value))
    #expect(ShownText.escaped(String(scalar)) == String(scalar))
  }

  @Test func isOfBoundedLength() {
    #expect(ShownText.escaped("abcd", limit: 3) == "abc…")
    #expect(ShownText.escaped("abc", limit: 3) == "abc")
    #expect(ShownText.quoted("--token=abc\u{202e}") == "`--token=***`")
  }
}
