// SPDX-License-Identifier: Apache-2.0

import Policies
import Testing

/// Entries of a policy that fit no server of the machine.
@Suite struct UnmatchedTests {
  private static let subjects = [
    Subject(names: ["github"], package: "npm:@x/github@1", program: "npx", client: "Claude Code"),
    Subject(names: ["files"], program: "/opt/files/server", client: "Cursor"),
  ]

  private func messages(_ servers: String) throws -> [String] {
    let policy = try #require(
      Policy.read("egret: 1\nservers:\n\(servers)", file: "p.yaml").policy)
    return policy.unmatched(among: Self.subjects).map(\.description)
  }

  @Test func aMisspeltNameHasAGuess() throws {
    #expect(
      try messages("  gihub: {expect: [none]}\n") == [
        "p.yaml:3:3: warning: server `gihub` fits no server of this machine, so the entry is not used; did "
          + "you mean `github`?"
      ])
    #expect(
      try messages("  mail: {expect: [none]}\n").first?.contains("there are: files, github") == true
    )
  }

  @Test(arguments: [
    ("package: \"npm:@x/gihub\"", "by `package`; did you mean `npm:@x/github`?"),
    ("client: Curser", "by `client`; did you mean `Cursor`?"),
    ("command: servr", "by `command`; did you mean `server`?"),
    ("{client: Cursor, name: github}", "no one server meets all of its `match`"),
  ])
  func aConditionThatNoServerMeetsIsNamed(match: String, words: String) throws {
    let text = match.hasPrefix("{") ? match : "{\(match)}"
    let found = try messages("  a:\n    match: \(text)\n    expect: [none]\n")
    #expect(found.count == 1 && found[0].contains(words), "\(found)")
  }

  @Test(arguments: [
    "  github: {expect: [none]}\n", "  a: {match: {client: cursor}, expect: [none]}\n",
    "  a: {run: {unit: a.service}, expect: [none]}\n",
  ])
  func whatFitsIsNotToldOf(servers: String) throws { #expect(try messages(servers) == []) }

  @Test func whereNothingIsListedNothingIsKnown() throws {
    let policy = try #require(
      Policy.read("egret: 1\nservers: {gihub: {expect: [none]}}\n", file: "p").policy)
    #expect(policy.unmatched(among: []).isEmpty)
  }

  @Test func theEntryThatWasMeantIsFound() throws {
    let policy = try #require(
      Policy.read("egret: 1\nservers: {gihub: {expect: [none]}}\n", file: "p").policy)
    #expect(policy.nearMiss(for: Self.subjects[0])?.name == "gihub")
    #expect(policy.nearMiss(for: Self.subjects[1]) == nil)
  }
}
