// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar: `2026-11-29`.
package struct CalendarDay: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Nil for a text that is no day of a year between 1970 and 9999.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year >= 1970, (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Whole days from 1970-01-01 to this one.
  package var daysSinceEpoch: Int {
    let years = (1970..<year).reduce(0) { $0 + 337 + Self.days(in: 2, of: $1) }
    return years + (1..<month).reduce(0) { $0 + Self.days(in: $1, of: year) } + day - 1
  }
}

extension CalendarDay: CustomStringConvertible {
  package var description: String {
    "\(year)-" + [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
  }
}
