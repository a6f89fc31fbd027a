// SPDX-License-Identifier: Apache-2.0

import Disclosure
import FoundationEssentials
import Monitoring

/// The same for programs.
extension PolicyDifference {
  private struct Document: Encodable {
    var changes: [Entry]
    var changed: Int
    var dropped: UInt64
    var gone: Int
    var new: Int
    var policies: [String]
    var same: Int
  }

  private struct Entry: Encodable {
    var change: String
    /// Milliseconds since 1970.
    var first: Int64
    var new: Verdict?
    var old: Verdict?
    var place: String
    var program: String
    var server: String
  }

  private struct Verdict: Encodable {
    var count: UInt64
    var rule: String
    var severity: String

    init(_ row: FindingTally.Row) {
      (count, rule, severity) = (row.count, row.rule.rawValue, "\(row.severity)")
    }
  }

  /// One object, keys sorted; `policies` are the old one and the new one.
  func json(_ policies: [String]) -> String {
    let entries = changes.map { change in
      Entry(
        change: change.kind.rawValue, first: change.first / 1_000_000,
        new: change.new.map(Verdict.init), old: change.old.map(Verdict.init),
        place: Self.shown(change.fact.place), program: Self.shown(change.fact.program),
        server: Self.shown(change.fact.server))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      changes: entries, changed: count(.changed), dropped: dropped, gone: count(.gone),
      new: count(.new), policies: policies.map(Self.shown), same: same)
    guard let data = try? encoder.encode(document) else { return "{}\n" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func shown(_ text: String) -> String { ShownText.escaped(text, limit: 4_096) }
}
