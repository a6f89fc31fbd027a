// SPDX-License-Identifier: Apache-2.0

import Alerts
import Disclosure
import Monitoring

/// What another policy makes of the same recording.
struct PolicyDifference {
  enum Kind: String, CaseIterable {
    case new, changed, gone
  }

  struct Change {
    let kind: Kind
    let fact: FindingFact
    let old: FindingTally.Row?
    let new: FindingTally.Row?

    /// The worse of both.
    var severity: Severity {
      max(old?.severity ?? .informational, new?.severity ?? .informational)
    }
    var first: Int64 { (new ?? old)?.first.nanoseconds ?? 0 }
  }

  /// New ones first, then by severity and time.
  let changes: [Change]
  /// Facts that both find alike.
  let same: Int
  /// Findings of either that found no room among those that are compared.
  let dropped: UInt64

  init(from old: FindingTally, to new: FindingTally) {
    let facts = Set(old.rows.keys).union(new.rows.keys)
    let changes = facts.compactMap { Self.change($0, old.rows[$0], new.rows[$0]) }
    self.changes = changes.sorted(by: Self.precedes)
    same = facts.count - changes.count
    dropped = old.dropped + new.dropped
  }

  func count(_ kind: Kind) -> Int { changes.count { $0.kind == kind } }

  private static func change(
    _ fact: FindingFact, _ old: FindingTally.Row?, _ new: FindingTally.Row?
  ) -> Change? {
    guard let old else { return Change(kind: .new, fact: fact, old: nil, new: new) }
    guard let new else { return Change(kind: .gone, fact: fact, old: old, new: nil) }
    if old.rule == new.rule, old.severity == new.severity { return nil }
    return Change(kind: .changed, fact: fact, old: old, new: new)
  }

  private static func precedes(_ left: Change, _ right: Change) -> Bool {
    if left.kind != right.kind { return rank(left.kind) < rank(right.kind) }
    if left.severity != right.severity { return left.severity > right.severity }
    if left.first != right.first { return left.first < right.first }
    if left.fact.server != right.fact.server { return left.fact.server < right.fact.server }
    if left.fact.place != right.fact.place { return left.fact.place < right.fact.place }
    return left.fact.program < right.fact.program
  }

  private static func rank(_ kind: Kind) -> Int {
    switch kind {
    case .new: 0
    case .changed: 1
    case .gone: 2
    }
  }

  // MARK: - For people

  /// `new      high    github -> evil.example:443/tcp: unexpected-destination, by /usr/bin/node, 3 times`
  var lines: [String] { changes.map { ShownText.escaped(Self.line($0), limit: 1_000) } }

  private static func line(_ change: Change) -> String {
    let kind = change.kind.rawValue.padded(to: 8)
    let (old, new) = (change.old.map(text), change.new.map(text))
    let verdict = [old, new].compactMap { $0 }.joined(separator: ", now ")
    let program = change.fact.program.isEmpty ? "" : ", by \(change.fact.program)"
    let count = (change.new ?? change.old)?.count ?? 0
    let often = count == 1 ? "" : ", \(count) times"
    return "\(kind) \(change.fact.server) -> \(change.fact.place): \(verdict)\(program)\(often)"
  }

  private static func text(_ row: FindingTally.Row) -> String {
    "\(row.severity) \(row.rule.rawValue)"
  }
}

extension String {
  /// With blanks behind it.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
