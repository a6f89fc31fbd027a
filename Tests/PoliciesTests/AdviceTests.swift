// SPDX-License-Identifier: Apache-2.0

import Policies
import Testing

/// Usual mistakes, and what to do about them.
@Suite struct AdviceTests {
  private static let words = PolicyWords(
    clients: KnownClients(["Claude Code", "Claude Desktop", "Cursor", "VS Code"]))

  private func diagnostics(_ text: String) -> [String] {
    Policy.read(text, file: "p", words: Self.words).diagnostics.map(\.description)
  }

  @Test(arguments: [
    ("192.0.2.*", "write 192.0.2.0/24"), ("10.*", "write 10.0.0.0/8"),
    ("10.1.*.*", "write 10.1.0.0/16"),
    ("192.0.2.1-192.0.2.9", "write 192.0.2.0/28"), ("192.0.2.16-31:443", "write 192.0.2.16/28"),
    ("10.0.0.0/255.0.0.0", "write 10.0.0.0/8"), ("192.0.2.7-192.0.2.7", "write 192.0.2.7,"),
  ])
  func rangesOfAddressesHaveACIDRHint(entry: String, words: String) {
    let found = diagnostics("egret: 1\nservers: {a: {expect: [\"\(entry)\"]}}\n")
    #expect(found.count == 1 && found[0].contains(words), "\(found)")
  }

  @Test(arguments: ["10.0.0.0/8", "a-b.example", "1-2.example.com", "*.example.com"])
  func othersStayWhatTheyAre(entry: String) {
    #expect(diagnostics("egret: 1\nservers: {a: {expect: [\"\(entry)\"]}}\n") == [])
  }

  @Test(arguments: [
    ("client: ClaudeCode", "did you mean `Claude Code`?"),
    ("client: cursr", "did you mean `Cursor`?"),
    ("client: Emacs", "known: Claude Code, Claude Desktop, Cursor, VS Code"),
    ("command: npx -y foo", "write `command: npx`, or `package: npm:foo`"),
    ("command: uvx mcp-server-git --x", "or `package: pypi:mcp-server-git`"),
    ("command: /usr/bin/node -v", "write `command: /usr/bin/node`"),
    ("package: \"@scope/x\"", "has no registry; write npm:@scope/x"),
  ])
  func conditionsThatFitNothingAreTold(match: String, words: String) {
    let found = diagnostics("egret: 1\nservers: {a: {match: {\(match)}, expect: [none]}}\n")
    #expect(found.count == 1 && found[0].contains(words), "\(found)")
  }

  @Test(arguments: ["client: CLAUDE CODE", "command: npx", "command: /opt/My App/server"])
  func conditionsThatMayFitAreNot(match: String) {
    #expect(diagnostics("egret: 1\nservers: {a: {match: {\(match)}, expect: [none]}}\n") == [])
  }

  @Test func aByteOrderMarkIsNoFault() {
    #expect(diagnostics("\u{feff}egret: 1\nservers: {a: {expect: [none]}}\n") == [])
  }

  @Test func aKeyThatStandsTwiceIsPlacedAtTheSecond() {
    let found = diagnostics("egret: 1\nservers:\n  a: {expect: [none]}\n  a: {expect: [none]}\n")
    #expect(
      found == [
        "p:4:3: error: the key `a` stands on line 3 too, and one would be lost; keep one"
      ])
  }

  /// Every key that stands twice, in whatever mapping, and what else is wrong beside it.
  @Test func keysThatRepeatHideNothingElse() {
    let found = diagnostics(
      """
      egret: 1
      servers:
        a: {expect: [none], expect: [none]}
        a: {expcet: [none]}
        b:
          expect: ["192.0.2.*"]
      egret: 1

      """)
    let places = found.map { $0.split(separator: " ").first ?? "" }
    #expect(places == ["p:3:23:", "p:4:3:", "p:4:7:", "p:6:14:", "p:7:1:"], "\(found)")
  }
}
