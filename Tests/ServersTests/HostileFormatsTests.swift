// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

/// TOML and YAML come from libraries: what they do with hostile files is bounded here.
@Suite struct HostileFormatsTests {
  private func yaml(_ text: String) -> ConfigurationReading {
    Reading.of(text, .list(under: [["mcpServers"]]), format: .yaml)
  }

  private func toml(_ text: String) -> ConfigurationReading {
    Reading.of(text, .map(under: [["mcp_servers"]]), format: .toml)
  }

  @Test func yamlAnchorsAndMergeKeysAreResolved() {
    let reading = yaml(
      """
      base: &base {command: npx, env: {A: secret}}
      mcpServers:
        - {<<: *base, name: a, args: [x]}
        - {<<: *base, name: b, command: own}
      """)
    #expect(reading.entries.map(Reading.line) == ["npx|x", "own"])
    #expect(reading.entries.map(\.environment) == [["A"], ["A"]])
    #expect(!"\(reading)".contains("secret"))
  }

  /// Many aliases are an ordinary way to write a list of models or servers.
  @Test func yamlAliasesMayBeMany() {
    let servers = (0..<500).map { "  - {<<: *base, name: s\($0)}\n" }.joined()
    let reading = yaml("base: &base {command: npx, args: [x]}\nmcpServers:\n" + servers)
    #expect(reading.problems == [])
    #expect(reading.entries.count == 500)
    #expect(reading.entries.last.map(Reading.line) == "npx|x")
  }

  @Test func yamlBombsAreRefused() {
    var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...30 {
      let last = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      bomb += "a\(level): &a\(level) [\(last)]\n"
    }
    #expect(yaml(bomb).problems.map(\.text) == ["too many YAML aliases"])
    let keys = "a: &a [x, y]\nb: &b [*a, *a, *a, *a, *a]\n? [*b, *b, *b, *b, *b]\n: 1\n"
    #expect(yaml(keys).entries.isEmpty)
  }

  @Test func yamlDepthIsBounded() {
    for count in [100, 900, 5_000, 200_000] {
      #expect(yaml("a: " + String(repeating: "[", count: count)).problems.count == 1)
      let closed = String(repeating: "[", count: count) + String(repeating: "]", count: count)
      #expect(yaml("a: " + closed).problems.count == 1)
      #expect(yaml(String(repeating: "- ", count: count) + "x").problems.count <= 1)
    }
  }

  @Test(arguments: [
    "a: [", "\t- x", "a: b: c", "%YAML 9.9\n---\na", "a: *none", "{a: 1, a: 2}", "--- a\n--- b\n",
    "a: !!binary x", "\u{0}", "a: \"\\x", "&a", "*a", "? ", "- ? : -", "<<: *a", "!!python/x {}",
  ]) func brokenYAMLIsAtMostAProblem(text: String) {
    let reading = yaml(text)
    #expect(reading.entries.isEmpty)
    #expect(reading.problems.count <= 1)
  }

  @Test(arguments: [
    "[mcp_servers", "a = ", "a = 1\na = 2", "[[a]]\n[a]", "\u{0}", "a = \"\\u0000\"", "\u{FEFF}a=1",
    "\"a\\u0000b\" = {command = \"x\"}", "a = 99999999999999999999", "a = 1979-05-27T07:32:00Z",
    "mcp_servers = 1", "mcp_servers = []", "[mcp_servers]\n", "a.b.c.d = 1", "= 1", "a = nan",
  ]) func brokenTOMLIsAtMostAProblem(text: String) {
    let reading = toml(text)
    #expect(reading.entries.isEmpty)
    #expect(reading.problems.count <= 1)
  }

  @Test func tomlKeysWithNULDoNotTrap() {
    let reading = toml(
      "[mcp_servers.\"a\\u0000b\"]\ncommand = \"x\"\n[mcp_servers.c]\ncommand = \"y\"")
    #expect(reading.entries.map(\.name).contains("c"))
  }

  @Test func tomlDepthIsBounded() {
    for count in [60, 300, 100_000] {
      let deep =
        "a = " + String(repeating: "[", count: count) + String(repeating: "]", count: count)
      #expect(toml(deep).entries.isEmpty)
      let keys = Array(repeating: "a", count: count).joined(separator: ".")
      #expect(toml("[\(keys)]\n").entries.isEmpty)
    }
  }

  @Test func tomlErrorsDoNotQuoteTheFile() {
    let reading = toml("[mcp_servers.a]\nenv = { KEY = hunter2 }\n")
    #expect(
      reading.problems == [ConfigurationProblem(line: 2, text: "not valid TOML", lost: .file)])
  }

  @Test func textThatIsNoUTF8IsRepaired() {
    let bytes =
      Array("{\"mcpServers\": {\"".utf8) + [0xFF, 0xC0] + Array("\": {\"command\": \"x\"}}}".utf8)
    let source = ConfigurationSource(
      client: "c", scope: .user, format: .json, shape: .map(under: [["mcpServers"]]))
    #expect(ConfigurationReader.read(bytes, file: "/f", source: source).entries.count == 1)
  }
}
