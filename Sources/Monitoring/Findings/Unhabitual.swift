// SPDX-License-Identifier: Apache-2.0

/// What a finding of a library's habit would be without the habit.
struct Unhabitual: Hashable, Sendable {
  let rules: [Rule]
  let reasons: [String]
  let indicators: [Indicator]
  /// Whether the habit is one that never sends much, and not only before the first message.
  let asksOnly: Bool
}

extension Finding {
  /// No library sends more by itself before its server's first message, and none that asks for a version.
  static let habitualBytes: UInt64 = 16_384

  /// The same without the excuse, where so much was sent that a habit explains it no more.
  var beyondHabit: Finding? {
    guard let unhabitual, let sent = bytesOut, sent > Self.habitualBytes,
      unhabitual.asksOnly || unhabitual.indicators.contains(.beforeFirstMessage)
        || isBeforeInitialize == true
    else { return nil }
    let moment = isBeforeInitialize == true ? " before its first message" : ""
    var finding = self
    finding.library = nil
    finding.unhabitual = nil
    finding.indicators = unhabitual.indicators
    finding.reasons =
      ["\(sent) bytes were sent\(moment): more than a library does by itself"]
      + unhabitual.reasons
    finding.rules = []
    finding.fire(unhabitual.rules)
    return finding
  }
}
