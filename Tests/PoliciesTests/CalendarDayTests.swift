// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Policies

@Suite struct CalendarDayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1970-12-31", 364), ("2000-02-29", 11_016), ("2026-11-29", 20_786),
  ])
  func isCounted(text: String, days: Int) throws {
    let day = try #require(CalendarDay(text))
    #expect(day.daysSinceEpoch == days && day.description == text)
  }

  @Test(arguments: [
    "", "2026-13-01", "2026-02-29", "26-01-01", "2026-1-1", "1969-12-31", "2026-01-0a",
    "2026-01-01-",
  ])
  func refuses(text: String) { #expect(CalendarDay(text) == nil) }
}
