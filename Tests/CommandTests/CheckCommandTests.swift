// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `check` and `explain` as a shell sees them: the built program, its output and its exit code.
@Suite struct CheckCommandTests {
  @Test func aGoodPolicyIsQuietOnStdout() throws {
    let run = try CheckRun(policy: "egret: 1\nservers:\n  a: {expect: [api.example.com]}\n") {
      ["check", $0]
    }
    #expect(run.code == 0)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("is in order (servers: 1)"))
  }

  @Test(arguments: [
    ("egret: 1\nservers:\n  a: {expect: [any]}\n", ":3:16: warning: "),
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
    ("/", "regular file"),
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
}
