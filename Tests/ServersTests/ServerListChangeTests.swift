// SPDX-License-Identifier: Apache-2.0

import Servers
import Testing

@Suite struct ServerListChangeTests {
  private static func entry(
    _ name: String, _ command: [String] = ["x"], file: String = "/f", line: Int? = 1,
    environment: [String] = []
  ) -> ServerEntry {
    ServerEntry(
      name: name, transport: .stdio(command: command), client: "Cursor", scope: .user, file: file,
      line: line, user: 1, environment: environment)
  }

  private static func kinds(_ old: [ServerEntry], _ new: [ServerEntry]) -> [String] {
    ServerListChange.between(old, new).map { "\($0.kind.rawValue) \($0.entry.name)" }
  }

  @Test func whatIsNewAnotherAndGone() {
    let old = [Self.entry("a"), Self.entry("b"), Self.entry("c")]
    let new = [Self.entry("c"), Self.entry("a", ["y"]), Self.entry("d")]
    #expect(Self.kinds(old, new) == ["changed a", "added d", "removed b"])
    #expect(Self.kinds(old, old).isEmpty)
    #expect(Self.kinds([], []).isEmpty)
  }

  @Test func linesAndOrderAreNoChange() {
    let old = [Self.entry("a", environment: ["X", "Y"]), Self.entry("b", line: 2)]
    let new = [Self.entry("b", line: 9), Self.entry("a", line: 7, environment: ["Y", "X"])]
    #expect(Self.kinds(old, new).isEmpty)
  }

  @Test func namesakesAreKeptApart() {
    let twice = [Self.entry("a"), Self.entry("a", ["y"])]
    #expect(Self.kinds(twice, twice.reversed()).isEmpty)
    #expect(Self.kinds(twice, [Self.entry("a", ["y"])]) == ["removed a"])
    #expect(Self.kinds([Self.entry("a")], twice) == ["added a"])
    #expect(
      Self.kinds([Self.entry("a")], [Self.entry("a", file: "/g")]) == ["added a", "removed a"])
  }

  @Test func reasonsSayWhatAndHideCredentials() throws {
    let old = Self.entry("a", ["npx", "pg", "--token", "hunter2hunter2"])
    let new = Self.entry(
      "a", ["curl", "--header", "Authorization: Bearer hunter3"], environment: ["DB_PASSWORD"])
    let change = try #require(ServerListChange.between([old], [new]).first)
    let text = change.reasons.joined(separator: "; ")
    #expect(text.contains("`a` was changed in /f"))
    #expect(text.contains("it was `npx pg --token ***`, it is `curl"))
    #expect(text.contains("variables: +DB_PASSWORD"))
    #expect(!text.contains("hunter"))
  }

  @Test func hostileNamesAreEscapedAndShort() {
    let entry = Self.entry("\u{1b}[2J" + String(repeating: "n", count: 5_000))
    for kind in ServerListChange.Kind.allCases {
      let text = ServerListChange(kind, entry, before: entry).reasons.joined()
      #expect(!text.contains("\u{1b}"))
      #expect(text.utf8.count < 1_000)
    }
  }
}
