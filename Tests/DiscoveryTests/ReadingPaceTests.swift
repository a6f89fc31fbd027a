// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Discovery

@Suite struct ReadingPaceTests {
  private static let second: UInt64 = 1_000_000_000

  private static func at(_ seconds: Double) -> Instant {
    Instant(nanoseconds: UInt64(seconds * Double(second)))
  }

  /// A pace that has read everything once, for so many seconds until the hundredth.
  private static func pace(spent seconds: Double) -> ReadingPace {
    var pace = ReadingPace()
    _ = pace.allowsEverything(at: at(100 - seconds))
    pace.begin(.everything, news: 1)
    pace.end(.everything, from: at(100 - seconds), to: at(100))
    return pace
  }

  @Test func nothingIsReadWithoutNews() {
    var pace = Self.pace(spent: 0.1)
    let readings = [
      pace.reading(isNews: false, news: 1, at: Self.at(101)),
      pace.reading(isNews: false, news: 2, at: Self.at(101)),
      pace.reading(isNews: true, news: 1, at: Self.at(101)),
    ]
    #expect(readings == [nil, .everything, .news])
    let both = pace.reading(isNews: true, news: 2, at: Self.at(101))
    #expect(both == .everything)
  }

  @Test func whatWasWrittenIsReadWhileThereIsNoTimeForAll() {
    var pace = Self.pace(spent: 9)
    let first = pace.reading(isNews: false, news: 2, at: Self.at(100.1))
    #expect(first == .written)
    pace.begin(.written, news: 2)
    pace.end(.written, from: Self.at(100.1), to: Self.at(100.2))
    let again = pace.reading(isNews: false, news: 2, at: Self.at(100.3))
    #expect(again == nil, "nothing was written since")
    let project = pace.reading(isNews: true, news: 2, at: Self.at(100.4))
    #expect(project == nil && pace.isDue, "a project waits")
    let late = pace.allowsEverything(at: Self.at(150))
    #expect(late)
    pace.begin(.everything, news: 2)
    #expect(!pace.isDue)
  }

  @Test func neitherIsReadAllTheTime() {
    var pace = Self.pace(spent: 9)
    let first = pace.reading(isNews: false, news: 2, at: Self.at(100))
    #expect(first == .written)
    pace.begin(.written, news: 2)
    pace.end(.written, from: Self.at(100), to: Self.at(109))
    let reading = pace.reading(isNews: true, news: 3, at: Self.at(109.1))
    #expect(reading == nil)
    pace.restart()
    let restarted = pace.reading(isNews: true, news: 3, at: Self.at(109.1))
    #expect(restarted == .everything)
  }
}
