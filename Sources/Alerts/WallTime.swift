// SPDX-License-Identifier: Apache-2.0

/// A moment of the calendar: nanoseconds since 1970-01-01T00:00:00Z, never before it.
package struct WallTime: Hashable, Sendable {
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = max(0, nanoseconds) }

  package var milliseconds: Int64 { nanoseconds / 1_000_000 }

  /// Year, month and day of the proleptic Gregorian calendar, counted in eras of 400 years that
  /// begin in March, so that the leap day is the last of its year.
  private var date: (year: UInt64, month: UInt64, day: UInt64) {
    let days = UInt64(nanoseconds / 86_400_000_000_000) + 719_468
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    let year = yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
  }

  /// RFC 3339 in UTC with `fraction` digits after the second: 3 or 9.
  package func write(to json: inout JSONWriter, fraction: Int) {
    let (year, month, day) = date
    json.digits(year, atLeast: 4)
    json.byte(UInt8(ascii: "-"))
    json.digits(month, atLeast: 2)
    json.byte(UInt8(ascii: "-"))
    json.digits(day, atLeast: 2)
    json.byte(UInt8(ascii: "T"))
    writeClock(to: &json, fraction: fraction)
    json.byte(UInt8(ascii: "Z"))
  }

  private func writeClock(to json: inout JSONWriter, fraction: Int) {
    let seconds = UInt64(nanoseconds / 1_000_000_000)
    json.digits(seconds / 3600 % 24, atLeast: 2)
    json.byte(UInt8(ascii: ":"))
    json.digits(seconds / 60 % 60, atLeast: 2)
    json.byte(UInt8(ascii: ":"))
    json.digits(seconds % 60, atLeast: 2)
    json.byte(UInt8(ascii: "."))
    let rest = UInt64(nanoseconds % 1_000_000_000)
    json.digits(fraction == 3 ? rest / 1_000_000 : rest, atLeast: fraction)
  }
}
