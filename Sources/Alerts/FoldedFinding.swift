// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// A fact that was told and may come again.
struct FoldedFinding {
  let fingerprint: Fingerprint
  private var kept: KeptFinding
  private let first: Instant
  private var last: Instant
  private var count: UInt64 = 1
  private var told: UInt64 = 1
  private var toldAt: Instant
  /// Every rule that was told with it.
  private var rules: Set<Rule>

  init(_ finding: Finding, _ fingerprint: Fingerprint) {
    self.fingerprint = fingerprint
    kept = KeptFinding(finding)
    first = finding.time
    last = finding.time
    toldAt = finding.time
    rules = Set(finding.rules)
  }

  /// Of text that it keeps.
  var bytes: Int { kept.bytes }

  /// Counts a repeat. Returns whether it fires a rule that was not told yet.
  mutating func add(_ finding: Finding) -> Bool {
    count = count == .max ? count : count + 1
    last = max(last, finding.time)
    kept = KeptFinding(finding)
    let before = rules.count
    rules.formUnion(finding.rules)
    return rules.count > before
  }

  /// The repeats, if there are any and the last line is a window ago.
  mutating func tell(at time: Instant, after window: UInt64) -> Alert? {
    guard count > told, time.since(toldAt) >= window else { return nil }
    toldAt = time
    return tell()
  }

  /// The repeats, if there are any.
  mutating func tellRest() -> Alert? {
    guard count > told else { return nil }
    toldAt = max(toldAt, last)
    return tell()
  }

  private mutating func tell() -> Alert {
    told = count
    return Alert(
      finding: kept.finding, activity: .update, fingerprint: fingerprint, first: first, last: last,
      count: count, cuts: kept.cuts)
  }
}
