// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Disclosure

/// What was shown once is shown again as it is: a replay of a recording gives the run's bytes.
@Suite struct ReplayStabilityTests {
  private static let pieces = [
    "token", "=", ":", "://", "@", "-", "--", "-p", " ", "\"", "'", "\\", "{", "}", "[", "]", ";",
    ",", "/", "?", "&", "#", ".", "***", "${X}", "${", "sk-", "ghp_", "Bearer ", "abc",
    "0123456789",
    "Ab3dE5gH7jK9mN1pQ3sT5vW7", "mysql", "curl", "-u", "-H", "tcp(", "h.example", "pwd", "\n", "é",
    "-----BEGIN", "user", "sig", "'\\''", "\u{202e}", "{env:K}",
  ]

  private func command(_ random: inout SplitMix) -> [String] {
    (0..<random.below(5)).map { _ in
      let text = (0..<random.below(14)).map { _ in Self.pieces[random.below(Self.pieces.count)] }
        .joined()
      return random.below(40) == 0 ? String(repeating: text, count: 4096 / 32) : text
    }
  }

  @Test func anyCommandLineIsShownTheSameAgain() {
    var random = SplitMix(state: 8)
    for _ in 0..<6_000 {
      let given = command(&random)
      let isCut = random.below(4) == 0
      let once = Redactor.redacted(given, isCut: isCut)
      let again = Redactor.redacted(once, isCut: isCut)
      #expect(again == once, "\(given.debugDescription)")
      #expect(
        ShownCommand(once, isCut: isCut).line == ShownCommand(given, isCut: isCut).line)
    }
  }

  @Test(arguments: 0..<16) func whatIsLongerThanIsLookedAt(offset: Int) {
    for text in ["é", "🦢", "k=v&token=a&", "https://u:p@h/"] {
      let long = String(repeating: "x", count: offset) + String(repeating: text, count: 1 << 18)
      let once = Redactor.redacted(long)
      #expect(once.utf8.count <= Redactor.longest && !once.contains("\u{fffd}"))
      #expect(Redactor.redacted(once) == once)
    }
  }
}

/// SplitMix64: the same numbers on every machine.
private struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ mixed >> 31) % UInt64(bound))
  }
}
