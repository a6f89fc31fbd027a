// SPDX-License-Identifier: Apache-2.0

import Policies
import Testing

@Suite struct TextPatternTests {
  @Test(arguments: [
    ("abc", "abc", true), ("abc", "abcd", false), ("a*c", "abc", true), ("a*c", "ac", true),
    ("a*a", "a", false), ("*b*", "abc", true), ("*b*", "ac", false), ("a*b*c", "axxbyyc", true),
    ("a*b*c", "acb", false), ("*", "", true), ("*", "x y", true), ("a**b", "ab", true),
    ("*aab*", "aaab", true), ("é*", "élan", true), ("", "", true), ("", "a", false),
  ])
  func starsStandForAnyText(pattern: String, text: String, fits: Bool) {
    #expect(TextPattern(pattern).matches(text) == fits)
  }

  /// A text that a process chose costs no more than its length times the pattern's.
  @Test func hostileTextsAreBounded() {
    let pattern = TextPattern("*" + String(repeating: "a", count: 200) + "b*")
    #expect(!pattern.matches(String(repeating: "a", count: 1 << 16)))
  }
}
