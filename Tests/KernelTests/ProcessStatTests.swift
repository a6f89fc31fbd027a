// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

@Suite struct ProcessStatTests {
  private static let rest =
    " S 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 8391 2600960 200 18446744073709551615"

  @Test(arguments: ["sh", "a b", "a) S 1 1 1 (b", "()", ")", "", "line\nend", "((("])
  func takesAnyName(name: String) {
    let stat = ProcessStat("42 (\(name))" + Self.rest, ticks: 100)
    #expect(stat?.name == name)
    #expect(stat?.parent == 7)
    #expect(stat?.start == Instant(nanoseconds: 83_910_000_000))
  }

  @Test(arguments: [
    "", "42", "42 (sh", "42 sh)", ")(", "42 (sh) S",
    "42 (sh) S x 42 42 0 -1 1 1 0 0 0 0 0 0 0 20 0 1 0 1",
    "42 (sh) S -1 42 42 0 -1 1 1 0 0 0 0 0 0 0 20 0 1 0 1 2",
  ])
  func refusesOtherTexts(text: String) { #expect(ProcessStat(text, ticks: 100) == nil) }

  /// 2^64 - 1 ticks of ten milliseconds do not fit: no trap.
  @Test func survivesAHugeStart() {
    let text = "1 (x) S 1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 18446744073709551615 0"
    #expect(ProcessStat(text, ticks: 100) != nil)
    #expect(ProcessStat(text, ticks: 0) == nil)
  }
}
