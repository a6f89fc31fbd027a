// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `check` and `explain` as a shell sees them: the built program, its output and its exit code. What `check` warns
/// of hangs on the servers of the machine, whatever runs there: policies without servers have none of that.
@Suite struct CheckCommandTests {
  @Test func aGoodPolicyIsQuietOnStdout() throws {
    let run = try CheckRun(policy: "egret: 1\nservers: {}\n") { ["check", $0] }
    #expect(run.code == 0)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("is in order (servers: 0)"))
  }

  @Test func aWarningFailsOnlyWhereThatIsAsked() throws {
    let policy = """
      egret: 1
      servers: {}
      suppress:
        - {rule: scan, reason: known, until: 2999-12-31}

      """
    let run = try CheckRun(policy: policy) { ["check", $0] }
    #expect(run.code == 0 && run.output.hasPrefix(run.file + ":4:"))
    #expect(run.output.contains(": warning: "))
    #expect(run.errors.contains("can be used, warnings: 1"))
    #expect(try CheckRun(policy: policy) { ["check", "--strict", $0] }.code == 1)
  }

  @Test func jsonIsForPrograms() throws {
    let run = try CheckRun(policy: "egret: 1\nservers:\n  a: {expect: [x.com:0]}\n") {
      ["check", "--format", "json", $0]
    }
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["accepted"] as? Bool == false && object["errors"] as? Int == 1)
    let first = try #require((object["diagnostics"] as? [[String: Any]])?.first)
    #expect(first["line"] as? Int == 3 && first["column"] as? Int == 16)
    #expect(first["level"] as? String == "error" && first["file"] as? String == run.file)
  }

  @Test(arguments: [
    ("egret: 1\nservers:\n  a: {expect: [x.com:0]}\n", ":3:16: error: "),
    ("egret: 1\nservers:\n  a: {expect: [\n", ":4:1: error: "), ("", ":1:1: error: "),
  ])
  func diagnosticsAreFoundAndTold(policy: String, words: String) throws {
    let run = try CheckRun(policy: policy) { ["check", $0] }
    #expect(run.code == 1)
    #expect(run.output.hasPrefix(run.file + words), "\(run.output)")
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    ("/nonexistent/policy.yaml", "no such file"), ("/dev/zero", "regular file"),
    ("/var/empty-of-policies", "no such file"), ("/dev", "no *.yaml"),
  ])
  func anUnreadableFileIsTwo(path: String, words: String) throws {
    let run = try CheckRun(policy: "") { _ in ["check", path] }
    #expect(run.code == 2)
    #expect(run.output.isEmpty && run.errors.contains(words), "\(run.errors)")
  }

  @Test func bytesThatAreNoTextAreTwo() throws {
    let run = try CheckRun(bytes: Data([0x65, 0xff, 0xfe])) { ["check", $0] }
    #expect(run.code == 2 && run.errors.contains("UTF-8"))
  }

  @Test func aHugeFileIsTwo() throws {
    let run = try CheckRun(bytes: Data(repeating: 35, count: (1 << 20) + 1)) { ["check", $0] }
    #expect(run.code == 2 && run.errors.contains("larger than"))
  }

  @Test(arguments: [
    ["check"], ["check", "a", "b"], ["explain", "x.com"], ["explain", "--server", "a"],
    ["explain", "--server", "a", "any"], ["explain", "--server", "a", "*.example.com"],
    ["explain", "--server", "a", "10.0.0.0/8"], ["explain", "--server", "a", "x.com:0"],
  ])
  func wrongUsageIs64(arguments: [String]) throws {
    #expect(try CheckRun(policy: "egret: 1\n") { _ in arguments }.code == 64)
  }

  private static let policy = """
    egret: 1
    servers:
      github:
        expect:
          - api.github.com
          - 10.0.0.0/8:5432
      fs: {expect: [none]}
    """

  @Test(arguments: [
    ("github", ["api.github.com"], 0, "`api.github.com` allows it (policy.yaml:5)"),
    ("github", ["API.github.com:443/tcp"], 0, "policy.yaml:5"),
    ("github", ["10.9.9.9:5432"], 0, "`10.0.0.0/8:5432` allows it (policy.yaml:6)"),
    ("github", ["203.0.113.7", "--name", "api.github.com"], 0, "policy.yaml:5"),
    ("github", ["203.0.113.7"], 1, "rule unexpected-destination"),
    ("github", ["169.254.169.254:80"], 1, "rule metadata-access"),
    ("github", ["[::1]:80"], 1, "rule local-destination"),
    ("github", ["localhost:80"], 1, "rule local-destination"),
    ("github", ["evil.example:443/udp"], 1, "rule unexpected-destination"),
    ("fs", ["api.github.com"], 1, "expected: nothing (policy.yaml:7)"),
    ("other", ["api.github.com"], 1, "rule no-expectations"),
    (
      "other", ["api.notion.com", "--package", "npm:@notionhq/notion-mcp-server"], 0, "(catalogue)"
    ),
  ])
  func explains(server: String, rest: [String], code: Int32, words: String) throws {
    let run = try CheckRun(policy: Self.policy) {
      ["explain", "--policy", $0, "--server", server] + rest
    }
    #expect(run.code == code)
    #expect(run.output.contains(words), "\(run.output)\(run.errors)")
  }

  @Test func aBrokenPolicyExplainsNothing() throws {
    let run = try CheckRun(policy: "egret: 1\nserver: {}\n") {
      ["explain", "--policy", $0, "--server", "a", "x.com"]
    }
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.errors.contains(":2:1: error: ") && run.errors.contains("is refused"))
  }

  /// What a misspelt entry falls back to is told by the list of the home that is given.
  @Test func anEntryThatFitsNoServerIsTold() throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let cursor = home.appendingPathComponent(".cursor")
    try FileManager.default.createDirectory(at: cursor, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    try Data(#"{"mcpServers": {"github": {"command": "github-mcp-server"}}}"#.utf8)
      .write(to: cursor.appendingPathComponent("mcp.json"))
    let run = try CheckRun(policy: "egret: 1\nservers:\n  gihub: {expect: [none]}\n") {
      ["check", "--home", home.path, $0]
    }
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains(":3:3: warning: server `gihub` fits no server of this machine"))
    #expect(run.output.contains("did you mean `github`?"))
  }

  @Test func aMisspeltCommandHasAGuess() throws {
    let run = try CheckRun(policy: "") { _ in ["chek", "x"] }
    #expect(run.code == 64)
    #expect(run.errors == "egret: there is no command `chek`; did you mean `check`?\n")
  }

  @Test(arguments: [
    (["example.com"], "hint: `*.example.com` is every name below it"),
    (["a.example.com"], "`*.example.com` allows it"),
    (["x.test", "--package", "npm:@hubspot/mcp-server"], "(rule unexpected-destination)"),
  ])
  func explainsWhatAWildcardIsNot(rest: [String], words: String) throws {
    let run = try CheckRun(policy: "egret: 1\nservers:\n  a: {expect: ['*.example.com']}\n") {
      ["explain", "--policy", $0, "--server", "a"] + rest
    }
    #expect(run.output.contains(words), "\(run.output)\(run.errors)")
  }

  @Test func explainShowsWhatIsNotVerifiedAndWhatIsNearlyRight() throws {
    let run = try CheckRun(policy: "egret: 1\nservers:\n  hubspto: {expect: [none]}\n") {
      [
        "explain", "--policy", $0, "--server", "hubspot", "--package", "npm:@hubspot/mcp-server",
        "api.hubapi.com",
      ]
    }
    #expect(run.code == 1 && run.output.contains("rule no-expectations"))
    #expect(run.output.contains("not verified: api.hubapi.com (catalogue)"))
    #expect(run.output.contains("hint: no entry of the policy fits this server; `hubspto`"))
  }

  @Test func aPackageWithoutRegistryIsWrongUsage() throws {
    let run = try CheckRun(policy: "egret: 1\n") {
      ["explain", "--policy", $0, "--server", "a", "--package", "@scope/x", "x.test"]
    }
    #expect(run.code == 64 && run.errors.contains("write npm:@scope/x"), "\(run.errors)")
  }

  @Test func theCatalogueIsPrintedAsItIsWrittenAndForPrograms() throws {
    let text = try CheckRun(policy: "") { _ in ["catalogue"] }
    #expect(text.code == 0 && text.output.contains("\ncatalogue:\n"))
    let again = try CheckRun(policy: text.output) { ["catalogue", "--check", $0] }
    #expect(again.code == 0 && again.output.isEmpty, "\(again.output)")
    let json = try CheckRun(policy: "") { _ in ["catalogue", "--format", "json"] }
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((object?["catalogue"] as? [Any])?.count ?? 0 >= 100)
  }

  @Test func whatCannotBeWatchedIsSaidEarly() throws {
    guard geteuid() == 0 else { return }
    let home = try CheckRun(policy: "egret: 1\n") {
      ["run", "--policy", $0, "--home", "/nonexistent", "--duration", "1"]
    }
    #expect(home.code == 2 && home.errors.contains("cannot read the --home /nonexistent"))
    let ready = try CheckRun(policy: "egret: 1\n") {
      ["run", "--policy", $0, "--ready-file", "/nonexistent/ready", "--duration", "1"]
    }
    #expect(ready.code == 2 && ready.errors.contains("there is no folder /nonexistent"))
  }
}
