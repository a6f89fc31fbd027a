// SPDX-License-Identifier: Apache-2.0

import Alerts
import Monitoring

/// What a judging found: each fact with its worst finding.
struct FindingTally: Sendable {
  /// Facts that are told apart.
  static let capacity = 1 << 16

  struct Row: Hashable, Sendable {
    var rule: Rule
    var severity: Severity
    var count: UInt64
    var first: WallTime
  }

  private(set) var rows: [FindingFact: Row] = [:]
  /// Findings that found no room.
  private(set) var dropped: UInt64 = 0

  mutating func add(_ finding: Finding, at time: WallTime?) {
    let fact = FindingFact(finding)
    guard var row = rows[fact] else { return begin(fact, finding, time) }
    row.count += 1
    if finding.severity > row.severity {
      (row.rule, row.severity) = (finding.rule, finding.severity)
    }
    rows[fact] = row
  }

  private mutating func begin(_ fact: FindingFact, _ finding: Finding, _ time: WallTime?) {
    guard rows.count < Self.capacity else {
      dropped += 1
      return
    }
    rows[fact] = Row(
      rule: finding.rule, severity: finding.severity, count: 1,
      first: time ?? WallTime(nanoseconds: 0))
  }
}
