// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

/// The clients most people have.
@Suite struct FourClientsTests {
  private static let claude = """
    {
      "numStartups": 12,
      "mcpServers": {
        "time": {"type": "stdio", "command": "uvx", "args": ["mcp-server-time"], "env": {}},
        "remote": {"type": "http", "url": "https://u:secret@mcp.example.com/v1?key=secret",
          "headers": {"Authorization": "Bearer secret"}}
      },
      "projects": {
        "/home/a/work": {
          "allowedTools": [],
          "mcpServers": {
            "db": {"command": "npx", "args": ["-y", "@x/pg"],
              "env": {"DATABASE_URL": "postgres://me:hunter2@db.example.com/x", "API_KEY": "s"}}
          }
        },
        "/home/a/other": {}
      }
    }
    """

  @Test func claudeCodeHasUserAndLocalScope() throws {
    let reading = Reading.of(Self.claude, .claudeCode, client: "Claude Code")
    #expect(reading.problems.isEmpty)
    #expect(reading.entries.map(\.name) == ["time", "remote", "db"])
    #expect(reading.entries.map(\.scope) == [.user, .user, .local])
    #expect(reading.entries.map(\.line) == [4, 5, 12])
    #expect(reading.projects == ["/home/a/work", "/home/a/other"])
    let db = try #require(reading.entries.last)
    #expect(db.project == "/home/a/work")
    #expect(db.environment == ["DATABASE_URL", "API_KEY"])
    #expect(db.implied == ["db.example.com:5432"])
    #expect(db.user == 1000)
  }

  @Test func noValueIsKept() {
    let reading = Reading.of(Self.claude, .claudeCode)
    let everything = "\(reading)"
    #expect(!everything.contains("secret"))
    #expect(!everything.contains("hunter2"))
    #expect(reading.entries[1].transport == .remote(url: "https://mcp.example.com/v1"))
    #expect(reading.entries[1].implied == ["mcp.example.com:443"])
  }

  @Test func pluginsAreWrappedOrFlat() {
    let shape = ConfigurationShape.mapOrFlat(under: [["mcpServers"]])
    let flat = Reading.of(
      #"{"a": {"command": "${CLAUDE_PLUGIN_ROOT}/bin/s"}, "version": "1"}"#, shape)
    #expect(flat.entries.map(\.name) == ["a"])
    #expect(flat.problems.isEmpty)
    let wrapped = Reading.of(
      #"{"mcpServers": {"b": {"command": "b"}}, "x": {"command": "no"}}"#, shape)
    #expect(wrapped.entries.map(\.name) == ["b"])
  }

  @Test func manifestsHoldServersOrNameAFile() {
    let inline = Reading.of(
      #"{"name": "p", "mcpServers": {"a": {"command": "x"}}}"#, .pluginManifest)
    #expect(inline.entries.map(\.name) == ["a"])
    let named = Reading.of(
      #"{"mcpServers": ["./x.json", {"b": {"command": "y"}}]}"#, .pluginManifest)
    #expect(named.references == ["./x.json"])
    #expect(named.entries.map(\.name) == ["b"])
  }

  @Test func visualStudioCodeGrantsWhatItsSandboxDoes() {
    let reading = Reading.of(
      """
      {
        // inputs are asked for
        "inputs": [{"type": "promptString", "id": "key", "password": true}],
        "sandbox": {"network": {"allowedDomains": ["api.github.com"]}},
        "servers": {
          "gh": {"type": "stdio", "command": "npx", "args": ["-y", "gh-mcp", "${input:key}"],
            "sandboxEnabled": true,
            "sandbox": {"network": {"allowedDomains": ["*.githubusercontent.com", "api.github.com"]}}},
          "open": {"command": "node", "args": ["${workspaceFolder}/s.js"]},
          "web": {"type": "http", "url": "https://api.githubcopilot.com/mcp/"},
        },
      }
      """, .visualStudioCode)
    #expect(reading.problems.isEmpty)
    #expect(reading.entries.map(\.name) == ["gh", "open", "web"])
    #expect(reading.entries[0].granted == ["api.github.com:443", "*.githubusercontent.com:443"])
    #expect(reading.entries[1].granted.isEmpty)
    #expect(reading.entries[2].implied == ["api.githubcopilot.com:443"])
  }

  @Test(arguments: [
    #"{"editor.tabSize": 2, "mcp": {"servers": {"a": {"command": "x"}}}}"#,
    #"{"mcp.servers": {"a": {"command": "x"}}}"#,
    #"{"folders": [], "settings": {"mcp": {"servers": {"a": {"command": "x"}}}}}"#,
    #"{"settings": {"mcp.servers": {"a": {"command": "x"}}}}"#,
    #"{"image": "i", "customizations": {"vscode": {"mcp": {"servers": {"a": {"command": "x"}}}}}}"#,
  ]) func settingsHoldServersNestedOrDotted(text: String) {
    #expect(Reading.of(text, .visualStudioCodeNested).entries.map(\.name) == ["a"])
  }

  @Test func settingsWithoutServersAreNoProblem() {
    for shape in [ConfigurationShape.visualStudioCodeNested, .visualStudioCode, .claudeCode] {
      #expect(Reading.of(#"{"editor.tabSize": 2}"#, shape) == ConfigurationReading())
    }
  }

  @Test(arguments: ["", "   \n", "// nothing\n", "null", "[]", "42", "{}"])
  func emptyFilesAreNoProblem(text: String) {
    let isBlank = text.allSatisfy(\.isWhitespace)
    #expect(Reading.of(text) == ConfigurationReading(isBlank: isBlank))
    #expect(Reading.of(text, .claudeCode) == ConfigurationReading(isBlank: isBlank))
  }

  @Test func oneOddEntryNeverSinksItsFile() {
    let reading = Reading.of(
      """
      {"mcpServers": {
        "a": "string",
        "b": {},
        "c": {"command": null, "args": null},
        "d": {"command": "ok", "args": null, "env": null},
        "e": {"url": "not a url"},
        "": {"command": "x"},
        "f": {"command": ["list", "of", 3]},
        "g": {"command": "npx -y thing --flag"},
        "h": {"command": "x", "args": "single", "env": ["A=secret", "B"], "disabled": true},
        "i": {"command": 7},
        "j": {"command": "x", "args": ["a", null, {"b": 1}, true, 2]}
      }}
      """)
    #expect(reading.entries.map(\.name) == ["d", "unnamed", "f", "g", "h", "j"])
    #expect(
      reading.entries.map(Reading.line) == [
        "ok", "x", "list|of|3", "npx -y thing --flag", "x|single", "x|a|true|2",
      ])
    #expect(reading.entries[4].environment == ["A", "B"])
    #expect(reading.entries[4].isDisabled)
    #expect(reading.problems.map(\.line) == [2, 3, 4, 6, 7, 11])
    #expect(!"\(reading)".contains("secret"))
  }

  @Test func serversThatAreNoObjectAreTold() {
    #expect(
      Reading.of(#"{"mcpServers": [1]}"#).problems.map(\.text) == ["the servers are not an object"])
    #expect(Reading.of(#"{"mcpServers": null}"#).problems.isEmpty)
  }

  @Test func boundsEntriesNamesAndSize() {
    let many = (0..<3_000).map { "\"s\($0)\": {\"command\": \"x\"}" }.joined(separator: ",")
    let reading = Reading.of("{\"mcpServers\": {\(many)}}")
    #expect(reading.entries.count == 2_000)
    #expect(reading.problems.count == 1)
    // Claude Code has the lists of all projects in one file.
    let projects = (0..<5_000).map {
      "\"/p\($0)\": {\"mcpServers\": {\"s\": {\"command\": \"x\"}}}"
    }
    let local = Reading.of("{\"projects\": {\(projects.joined(separator: ","))}}", .claudeCode)
    #expect(local.entries.count == 4_000 && local.projects.count == 4_000)
    #expect(local.problems.map(\.lost) == [.part])
    let long = String(repeating: "n", count: 300)
    #expect(Reading.of("{\"mcpServers\": {\"\(long)\": {\"command\": \"x\"}}}").problems.count == 1)
    let big = String(repeating: " ", count: 5 << 20)
    for format in [ConfigurationFormat.toml, .yaml] {
      let problems = Reading.of(big, format: format).problems
      #expect(problems.map(\.text) == ["larger than 4 MiB; not read"])
    }
    #expect(Reading.of(big + #"{"mcpServers": {"s": {"command": "x"}}}"#).entries.count == 1)
  }

  @Test func hostileNamesAreShownEscaped() {
    let reading = Reading.of("{\"mcpServers\": {\"a\\u001b[2J\\u202e\": 1}}")
    #expect(reading.problems.map(\.text) == ["the server `a\\u{1b}[2J\\u{202e}` is not an object"])
  }
}
