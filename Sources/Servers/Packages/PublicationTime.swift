// SPDX-License-Identifier: Apache-2.0

/// When a version was published, as registries write it.
package enum PublicationTime {
  /// Seconds since 1970 of `2026-11-24T10:20:30.123Z`; nil for anything else.
  package static func seconds(_ text: String) -> UInt64? {
    let bytes = Array(text.utf8.prefix(40))
    guard bytes.count >= 19, bytes[4] == 0x2d, bytes[7] == 0x2d, [0x54, 0x20].contains(bytes[10]),
      bytes[13] == 0x3a, bytes[16] == 0x3a,
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24,
      minute < 60, second < 61
    else { return nil }
    return UInt64(days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self))
  }

  /// Days from 1970-01-01 in the Gregorian calendar: years are counted from March, so that a leap day ends one.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
  }
}
