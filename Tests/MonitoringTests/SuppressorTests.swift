// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@testable import Monitoring

/// Findings that the policy says are known.
@Suite struct SuppressorTests {
  private static let second: Int64 = 1_000_000_000

  private func finding() throws -> Finding {
    var monitor = Monitor(
      policy: Scene.policy("api.example.com"),
      recognisers: [Scene.recogniser(["one": Scene.command])])
    _ = monitor.consume(Scene.exec(20, 2, at: 1))
    for outcome in monitor.consume(Scene.destination(20, 2, at: 2)) {
      if case .finding(let finding) = outcome { return finding }
    }
    throw Missing()
  }

  private struct Missing: Error {}

  private func suppressor(_ text: String) throws -> Suppressor {
    Suppressor(
      try #require(Policy.read("egret: 1\nsuppress:\n  - {\(text)}\n", file: "p.yaml").policy))
  }

  /// The offset that makes it a day.
  private func offset(_ day: String) throws -> Int64 {
    Int64(try #require(CalendarDay(day)).daysSinceEpoch) * 86_400 * Self.second
  }

  @Test func aKnownOneSaysUntilWhen() throws {
    let finding = try finding()
    let rules = finding.rules.map(\.rawValue).joined(separator: ", ")
    let suppressor = try suppressor(
      "rule: [\(rules)], server: one, endpoint: 203.0.113.7, reason: ticket 7, until: 2026-12-31")
    let marked = suppressor.marked(finding, offset: try offset("2026-12-31"))
    #expect(marked.suppression == "until 2026-12-31 (p.yaml:3): ticket 7")
    #expect(suppressor.marked(finding, offset: try offset("2027-01-01")).suppression == nil)
  }

  @Test(arguments: [
    "server: two, rule: address-without-name", "server: one, rule: scan",
    "server: one, endpoint: 203.0.113.8", "server: one, endpoint: \"203.0.113.7:80\"",
    "server: one, endpoint: api.example.com",
  ])
  func othersStay(conditions: String) throws {
    let suppressor = try suppressor("\(conditions), reason: x, until: 2099-12-31")
    #expect(suppressor.marked(try finding(), offset: 0).suppression == nil)
  }

  @Test func nothingIsMarkedWithout() throws {
    let finding = try finding()
    #expect(Suppressor(Policy()).marked(finding, offset: 0) == finding)
  }
}
