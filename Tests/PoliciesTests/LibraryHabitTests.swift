// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Policies

@Suite struct LibraryHabitTests {
  private static let habits = LibraryHabits(
    pythonIndex: "index.example", nodeIndex: "npm.example")

  @Test(arguments: [
    ("us.i.posthog.com", "posthog"), ("US.i.PostHog.com.", "posthog"),
    ("o1.ingest.sentry.io", "sentry"), ("index.example", "fastmcp"),
    ("npm.example", "update-notifier"), ("huggingface.co", "huggingface-hub"),
    ("ingest.sentry.io", nil), ("a.b.ingest.sentry.io", nil), ("sentry.anyclaw.store", nil),
    ("evil.us.i.posthog.com", nil), ("posthog.com", nil), ("", nil), (".", nil),
  ]) func aHostIsWhole(host: String, library: String?) {
    #expect(Self.habits.habit(of: host)?.library == library)
    #expect(LibraryHabits.none.habit(of: host) == nil)
  }

  /// An alert says of a host that was read in no source that it was not.
  @Test func whatWasReadInNoSourceIsMarked() {
    #expect(Self.habits.habit(of: "us.i.posthog.com")?.isRead == true)
    #expect(Self.habits.habit(of: "o1.ingest.sentry.io")?.isRead == false)
    let words = Self.habits.habit(of: "o1.ingest.sentry.io")?.words
    #expect(words?.hasSuffix("to a host that was read in no source of it") == true)
    let hosts = LibraryHabits.rows.flatMap(\.hosts).filter { !$0.hasSuffix("?") }
    #expect(hosts.count == 18)
    #expect(hosts.allSatisfy { Self.habits.habit(of: $0)?.isRead == true })
  }

  @Test func refusedOnesAreNone() throws {
    let text = "egret: 1\nrefuse: [posthog]\nservers: {}\n"
    let policy = try #require(Policy.read(text, file: "p.yaml").policy)
    #expect(policy.refusedHabits == ["posthog"])
    let habits = LibraryHabits(
      pythonIndex: nil, nodeIndex: nil, refusing: policy.refusedHabits)
    #expect(habits.habit(of: "us.i.posthog.com") == nil)
    #expect(habits.habit(of: "huggingface.co") != nil)
    #expect(LibraryHabits(pythonIndex: "a", nodeIndex: "b", refusing: ["all"]) == .none)
  }

  @Test func anUnknownLibraryIsAnErrorWithAGuess() {
    let read = Policy.read("egret: 1\nrefuse: [posthug]\nservers: {}\n", file: "p.yaml")
    let text = read.diagnostics.map(\.description).joined(separator: "\n")
    #expect(text.contains("p.yaml:2:10: error: "), "\(text)")
    #expect(text.contains("did you mean `posthog`?"), "\(text)")
  }

  /// docs/policy.md has every library, with its reason.
  @Test func thePageHasEveryLibrary() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/policy.md"), encoding: .utf8)
    let rows =
      [LibraryHabits.fastMCP, LibraryHabits.updateNotifier] + LibraryHabits.rows.map(\.habit)
    for row in rows {
      #expect(page.contains("| `\(row.library)` | \(row.reason) |"), "\(row.library)")
    }
    #expect(Set(rows.map(\.library)).count == LibraryHabits.libraries.count)
  }

  /// A wildcard of a habit's holds tenants of that service alone.
  @Test func noHostIsAPlatforms() {
    for row in LibraryHabits.rows.flatMap(\.hosts) {
      let host = row.hasSuffix("?") ? String(row.dropLast()) : row
      #expect(SharedPlatforms.hosting(of: host) == nil, "\(host)")
    }
  }
}
