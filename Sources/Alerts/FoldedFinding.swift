// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// A fact that was reported and may come again.
struct FoldedFinding {
  let fingerprint: Fingerprint
  private var kept: KeptFinding
  private let first: Instant
  private var last: Instant
  private var count: UInt64 = 1
  private var told: UInt64 = 1
  private var toldAt: Instant
  /// Lines that came because time had passed; each lets the next wait longer.
  private var waits = 0
  /// Of all its sockets that were closed.
  private var bytesOut: UInt64 = 0
  private var bytesIn: UInt64 = 0
  /// A socket was closed since the last line.
  private var isClosingDue = false
  private var hasToldClosing = false
  /// More is known of it than was reported.
  private var isAmendmentDue = false
  private var hasToldAmendment = false
  /// Every rule that was reported with it.
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

  /// In place: the entry is not copied.
  mutating func changed(by body: (inout FoldedFinding) -> Void) { body(&self) }

  /// Counts a repeat. Returns whether it fires a rule that was not reported yet.
  mutating func add(_ finding: Finding) -> Bool {
    count = count == .max ? count : count + 1
    last = max(last, finding.time)
    kept = KeptFinding(finding)
    if finding.rules.allSatisfy({ rules.contains($0) }) { return false }
    rules.formUnion(finding.rules)
    return true
  }

  /// One of its sockets is closed. Returns whether that is the first time.
  mutating func close(_ finding: Finding) -> Bool {
    bytesOut &+= finding.bytesOut ?? 0
    bytesIn &+= finding.bytesIn ?? 0
    last = max(last, finding.time)
    kept = KeptFinding(finding)
    isClosingDue = true
    return !hasToldClosing
  }

  /// Bytes of one of its sockets, which are no news.
  mutating func absorb(_ finding: Finding) {
    bytesOut &+= finding.bytesOut ?? 0
    bytesIn &+= finding.bytesIn ?? 0
    hasToldClosing = true
  }

  /// More is known of it. Returns whether that is the first time.
  mutating func amend(_ finding: Finding) -> Bool {
    last = max(last, finding.time)
    kept = KeptFinding(finding)
    isAmendmentDue = true
    return !hasToldAmendment
  }

  /// The repeats, if there are any and the last line is long enough ago: the longer, the more lines there were.
  mutating func tell(at time: Instant, after windows: [UInt64]) -> Alert? {
    guard hasNews, time.since(toldAt) >= windows[min(waits, windows.count - 1)] else { return nil }
    toldAt = time
    waits = min(waits + 1, windows.count)
    return tell()
  }

  /// The repeats, if there are any.
  mutating func tellRest() -> Alert? {
    guard hasNews else { return nil }
    toldAt = max(toldAt, last)
    return tell()
  }

  private var hasNews: Bool { count > told || isClosingDue || isAmendmentDue }

  private mutating func tell() -> Alert {
    let activity: Alert.Activity = isClosingDue ? .ended : count > told ? .repeated : .amended
    told = count
    hasToldClosing = hasToldClosing || isClosingDue
    isClosingDue = false
    hasToldAmendment = hasToldAmendment || isAmendmentDue
    isAmendmentDue = false
    var finding = kept.finding
    if hasToldClosing { (finding.bytesOut, finding.bytesIn) = (bytesOut, bytesIn) }
    return Alert(
      finding: finding, activity: activity, fingerprint: fingerprint, first: first, last: last,
      count: count, cuts: kept.cuts)
  }
}
