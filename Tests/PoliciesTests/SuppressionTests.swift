// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@Suite struct SuppressionTests {
  private static let words = PolicyWords(rules: [
    "scan", "unexpected-destination", "unexpected-name",
  ])

  private func reading(_ suppression: String) -> PolicyReading {
    Policy.read("egret: 1\nsuppress:\n  - {\(suppression)}\n", file: "p", words: Self.words)
  }

  @Test func isReadWhole() throws {
    let read = reading(
      "rule: [scan, unexpected-name], server: a, endpoint: \"*.example.com\", reason: ticket 7, "
        + "until: 2026-12-31")
    #expect(read.diagnostics.isEmpty)
    let found = try #require(read.policy?.suppressions.first)
    #expect(found.rules == ["scan", "unexpected-name"] && found.server == "a")
    #expect(found.endpoint?.text == "*.example.com" && found.reason == "ticket 7")
    #expect(found.until.description == "2026-12-31" && found.place.line == 3)
  }

  @Test(arguments: [
    ("rule: scan, server: a, until: 2026-12-31", "error", "has no `reason`"),
    ("rule: scan, server: a, reason: x", "error", "has no `until`"),
    ("rule: scan, server: a, reason: x, until: soon", "error", "write the last day"),
    ("rule: scan, server: a, reason: \" \", until: 2026-12-31", "error", "`reason` is empty"),
    ("reason: x, until: 2026-12-31", "error", "it would hide every alert"),
    ("server: a, reason: x, until: 2026-12-31", "warning", "says only `server`"),
    ("rule: scann, server: a, reason: x, until: 2026-12-31", "error", "did you mean `scan`?"),
    ("server: a, endpoint: any, reason: x, until: 2026-12-31", "error", "is one host"),
    ("server: a, rule: scan, reason: x, until: 2026-12-31, why: y", "error", "has no key `why`"),
  ])
  func faultsAreTold(suppression: String, level: String, words: String) throws {
    let read = reading(suppression)
    let first = try #require(read.diagnostics.first)
    #expect(first.level.rawValue == level && first.message.contains(words), "\(read.diagnostics)")
    #expect((read.policy == nil) == (level == "error"))
  }

  @Test func endsWithItsDay() throws {
    let policy = try #require(
      reading("rule: scan, server: a, reason: x, until: 2026-12-31").policy)
    let found = try #require(policy.suppressions.first)
    let day = found.until.daysSinceEpoch
    #expect(found.fits(rules: ["scan"], servers: ["a"], day: day))
    #expect(!found.fits(rules: ["scan"], servers: ["a"], day: day + 1))
    #expect(policy.endedSuppressions(on: day).isEmpty)
    #expect(
      policy.endedSuppressions(on: day + 1).first?.message.contains("ended with 2026-12-31") == true
    )
  }

  /// A worse rule that fires beside it is told, and so is a server in doubt.
  @Test func hidesNoMoreThanItSays() throws {
    let policy = try #require(
      reading("rule: scan, server: a, reason: x, until: 2099-12-31").policy)
    let found = try #require(policy.suppressions.first)
    #expect(!found.fits(rules: ["scan", "unexpected-destination"], servers: ["a"], day: 0))
    #expect(!found.fits(rules: ["scan"], servers: ["a", "b"], day: 0))
    #expect(!found.fits(rules: ["scan"], servers: [], day: 0))
  }
}
