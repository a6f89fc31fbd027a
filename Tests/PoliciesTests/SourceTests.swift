// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@Suite struct SourceTests {
  private static let file = """
    egret: 1
    servers:
      github:
        expect: [api.github.com]
      other:
        expect: [api.github.com, api.other.com]
      cursors:
        match: {client: cursor, name: github}
        expect: [cursor.example.com]
      postgres:
        match: {package: "npm:@modelcontextprotocol/server-postgres"}
        expect: [10.0.0.0/8:5432]
      tool:
        match: {command: /opt/tool/bin/tool}
        expect: [tool.example.com]
    """

  private func policy() throws -> Policy {
    try #require(Policy.read(Self.file, file: "/a/b.yaml").policy)
  }

  private func judge(_ expectations: Expectations, _ name: String) throws -> Judgement {
    expectations.judge(try JudgingTests.question("203.0.113.9", names: [name]))
  }

  @Test func thePolicyFileIsTheLastWord() throws {
    let subject = Subject(
      names: ["github"], package: "npm:@modelcontextprotocol/server-github",
      implied: ["implied.com"],
      granted: ["granted.com"])
    let expectations = try policy().expectations(for: subject)
    #expect(expectations.list == ["api.github.com"])
    #expect(expectations.source == "b.yaml:3")
    #expect(try judge(expectations, "implied.com") == .unexpected)
  }

  @Test func otherSourcesAreTakenTogether() throws {
    let subject = Subject(
      names: ["new"], package: "npm:@notionhq/notion-mcp-server@1.2.3",
      implied: ["implied.com", "not a host"],
      granted: ["granted.com"])
    let expectations = try policy().expectations(for: subject)
    #expect(expectations.list == ["granted.com", "implied.com", "api.notion.com"])
    #expect(expectations.source == "client configuration, entry, catalogue")
    #expect(
      try judge(expectations, "api.notion.com")
        == .expected(by: "api.notion.com", source: "catalogue"))
    #expect(
      try judge(expectations, "granted.com")
        == .expected(by: "granted.com", source: "client configuration"))
  }

  @Test func anUndescribedServerHasNoExpectations() throws {
    let expectations = try policy().expectations(for: Subject(names: ["unknown"]))
    #expect(expectations.isEmpty && expectations.list.isEmpty && expectations.source.isEmpty)
    #expect(try judge(expectations, "x.com") == .noExpectations)
    #expect(expectations.judge(name: "x.com") == .noExpectations)
    #expect(expectations.judge(try JudgingTests.question("169.254.169.254")) == .metadata)
    #expect(expectations.judge(try JudgingTests.question("127.0.0.1")) == .local)
  }

  @Test func noneIsADescription() throws {
    let expectations = Policy().expectations(
      for: Subject(names: ["t"], package: "pypi:MCP_Server.Time"))
    #expect(expectations.kind == .nothing && !expectations.isEmpty)
    #expect(try judge(expectations, "x.com") == .unexpected)
    #expect(expectations.source == "catalogue")
  }

  @Test func everyCandidateMustAllowIt() throws {
    let both = try policy().expectations(for: Subject(names: ["github", "other"]))
    #expect(
      try judge(both, "api.github.com") == .expected(by: "api.github.com", source: "b.yaml:4"))
    #expect(try judge(both, "api.other.com") == .unexpected)
    #expect(both.list == ["api.github.com", "api.other.com"])
    #expect(both.source == "b.yaml:3, b.yaml:5")
    #expect(!both.namesExplicitly("api.other.com") && both.namesExplicitly("api.github.com"))

    let half = try policy().expectations(for: Subject(names: ["github", "unknown"]))
    #expect(try judge(half, "api.github.com") == .noExpectations)
    #expect(try judge(half, "evil.com") == .unexpected)
  }

  @Test(arguments: [
    (Subject(names: ["github"], client: "Cursor"), ["cursor.example.com"]),
    (Subject(names: ["github"], client: "Claude Code"), ["api.github.com"]),
    (
      Subject(names: ["db"], package: "npm:@modelcontextprotocol/server-postgres@2"),
      ["10.0.0.0/8:5432"]
    ),
    (Subject(names: ["postgres"]), []),
    (Subject(names: ["x"], program: "/opt/tool/bin/tool"), ["tool.example.com"]),
    (Subject(names: ["x"], program: "/tmp/tool"), []), (Subject(names: []), []),
  ])
  func theClosestEntryIsUsed(subject: Subject, list: [String]) throws {
    #expect(try policy().expectations(for: subject).list == list)
  }

  @Test(arguments: [
    ("npm:@a/b@1.0.0", "npm:@a/b"), ("npm:b@latest", "npm:b"), ("pypi:A__b.C[x]>=1", "pypi:a-b-c"),
    ("pypi:a @ git", "pypi:a"), ("oci:GHCR.io/o/i:1.2@sha256:ab", "oci:ghcr.io/o/i"),
    ("oci:docker.io/library/redis:7", "oci:redis"),
    ("oci:localhost:5000/x", "oci:localhost:5000/x"),
    ("npm:@", "npm:@"),
  ])
  func packagesLoseTheirVersion(text: String, name: String) {
    #expect(PackageName(text)?.description == name)
  }

  @Test(arguments: ["", "npm", "npm:", ":x", "pypi:==1", String(repeating: "n:", count: 400)])
  func whatIsNoPackageIsNone(text: String) { #expect(PackageName(text) == nil) }
}
