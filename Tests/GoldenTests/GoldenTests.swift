// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Event logs and the alerts they lead to, byte for byte, through the built `egret replay`.
///
/// `EGRET_RECORD=1` writes every `expected.ndjson` anew and fails, so that no run that records can
/// pass for one that checked.
@Suite struct GoldenTests {
  @Test(arguments: GoldenCase.all)
  func alertsAreAsRecorded(_ golden: GoldenCase) throws {
    let run = try ReplayRun(log: golden.log(), policy: golden.policy)
    #expect(run.code == (run.lines.isEmpty ? 0 : 1), "\(run.errors)")
    if ProcessInfo.processInfo.environment["EGRET_RECORD"] == "1" {
      try golden.record(run.lines)
      Issue.record("recorded: look at the difference, then run without EGRET_RECORD")
      return
    }
    for difference in Self.differences(golden.expected, run.lines) {
      Issue.record(Comment(rawValue: difference))
    }
  }

  /// Of each line that differs, where it begins to.
  static func differences(_ expected: [String], _ found: [String]) -> [String] {
    (0..<max(expected.count, found.count)).compactMap { index in
      guard index < expected.count else { return "line \(index + 1) is new: \(found[index])" }
      guard index < found.count else { return "line \(index + 1) is missing: \(expected[index])" }
      let (old, new) = (Array(expected[index].utf8), Array(found[index].utf8))
      if old == new { return nil }
      let same = zip(old, new).prefix { $0 == $1 }.count
      let from = max(0, same - 60)
      let shown = [old, new].map {
        String(decoding: $0[min(from, $0.count)...].prefix(300), as: UTF8.self)
      }
      return "line \(index + 1) from byte \(from) was\n  …\(shown[0])\nand is\n  …\(shown[1])"
    }
  }

  @Test func thereAreCases() { #expect(GoldenCase.all.count >= 25) }

  @Test func onlyTheDifferenceIsShown() {
    #expect(Self.differences(["a", "b"], ["a", "b"]).isEmpty)
    let long = String(repeating: "x", count: 1_000)
    let told = Self.differences([long + "1", "gone"], [long + "2"])
    #expect(told.count == 2)
    #expect(told.first?.utf8.count ?? 0 < 300)
    #expect(told.last == "line 2 is missing: gone")
  }
}
