// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@testable import Discovery

@Suite struct PendingGapsTests {
  private static func gap(
    _ file: String, _ lost: ConfigurationProblem.Lost? = .file
  ) -> DiscoveryProblem {
    DiscoveryProblem(file: file, line: nil, text: "odd", lost: lost)
  }

  private static func at(_ seconds: UInt64) -> Instant {
    Instant(nanoseconds: seconds * 1_000_000_000)
  }

  private static func take(_ gaps: inout PendingGaps, _ seconds: UInt64) -> [String] {
    gaps.take(at: at(seconds)).map(\.file)
  }

  @Test func whatIsBrokenAtTheStartIsToldAtOnce() {
    var gaps = PendingGaps()
    gaps.note([Self.gap("/a"), Self.gap("/b", .part)], at: Self.at(100), isFirst: true)
    #expect(Self.take(&gaps, 100) == ["/a", "/b"])
    gaps.note([Self.gap("/a")], at: Self.at(101))
    #expect(Self.take(&gaps, 200) == [])
  }

  @Test func whatIsBeingWrittenIsNotTold() {
    var gaps = PendingGaps()
    gaps.note([Self.gap("/a"), Self.gap("/b")], at: Self.at(100))
    #expect(Self.take(&gaps, 101) == [])
    gaps.note([Self.gap("/b")], at: Self.at(101))
    #expect(Self.take(&gaps, 102) == ["/b"])
  }

  @Test func whatBreaksAgainIsToldAgain() {
    var gaps = PendingGaps()
    gaps.note([Self.gap("/a")], at: Self.at(100))
    #expect(Self.take(&gaps, 102) == ["/a"])
    gaps.note([], at: Self.at(103))
    gaps.note([Self.gap("/a")], at: Self.at(104))
    #expect(Self.take(&gaps, 105) == [])
    #expect(Self.take(&gaps, 106) == ["/a"])
  }

  @Test func whatHidesNoFileIsNotTold() {
    var gaps = PendingGaps()
    gaps.note([Self.gap("/a", nil), Self.gap("/b", .entry)], at: Self.at(1), isFirst: true)
    #expect(Self.take(&gaps, 100) == [])
  }
}
