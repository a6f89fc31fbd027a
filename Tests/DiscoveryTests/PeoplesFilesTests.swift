// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Kernel
import Servers
import TestKit
import Testing

@testable import Discovery

/// Files as people have them: one thing that is odd never hides the rest.
@Suite struct PeoplesFilesTests {
  private static func found(_ home: String) -> (names: [String], problems: [DiscoveryProblem]) {
    let found = ServerDiscovery.discover(homes: [home], unread: UnreadMounts())
    let entries = found.entries.filter { $0.file.hasPrefix(home) }
    return (entries.map(\.name), found.problems.filter { $0.file.hasPrefix(home) })
  }

  /// Claude Code keeps the history of each project where it has the project's servers.
  @Test func aListOfManyMegabytesIsRead() throws {
    let line = #"{"display": "\#(String(repeating: "x \\\"", count: 250))", "pastedContents": {}}"#
    let history = "[" + Array(repeating: line, count: 100).joined(separator: ",\n") + "]"
    var text = #"{"mcpServers": {"github": {"command": "npx"}}, "projects": {"#
    for index in 0..<60 {
      text += #""/home/a/p\#(index)": {"history": \#(history), "mcpServers": {"#
      text += #""local\#(index)": {"command": "node", "args": ["/srv/l\#(index).js"]}}},"#
    }
    try withFiles([".claude.json": text + "}}"]) { home in
      let size = try FileManager.default.attributesOfItem(atPath: home + "/.claude.json")[.size]
      #expect((size as? Int ?? 0) > 5 << 20)
      let (names, problems) = Self.found(home)
      #expect(names == ["github"] + (0..<60).map { "local\($0)" })
      #expect(problems == [])
    }
  }

  /// It is not read again while it is the same: other lists change all day.
  @Test func aLargeListIsReadAgainOnlyWhenItChanged() throws {
    let blank = String(repeating: " ", count: 2 << 20)
    try withFiles([".claude.json": blank + listing("one")]) { home in
      let path = home + "/.claude.json"
      func found(after old: ServerDiscovery.Found) -> ServerDiscovery.Found {
        ServerDiscovery.discover(homes: [home], unread: UnreadMounts(), after: old)
      }
      func names(_ found: ServerDiscovery.Found) -> [String] {
        found.entries.filter { $0.file == path }.map(\.name)
      }
      let fresh = found(after: ServerDiscovery.Found())
      #expect(names(fresh) == ["one"] && fresh.large.isEmpty)
      usleep(1_100_000)
      var kept = found(after: fresh)
      #expect(kept.large.count == 1)
      // What was kept is what counts.
      for key in kept.large.keys { kept.large[key]?.reading.entries[0].name = "kept" }
      #expect(names(found(after: kept)) == ["kept"])
      try put(blank + listing("two"), at: path)
      #expect(names(found(after: kept)) == ["two"])
    }
  }

  @Test func manyValuesAroundTheServersAreNone() throws {
    let many = String(repeating: "[0,{\"a\":1}],", count: 100_000)
    let text = #"{"tips": [\#(many)], "mcpServers": {"s": {"command": "x"}}, "more": [\#(many)]}"#
    try withFiles([".claude.json": text]) { home in
      #expect(Self.found(home).names == ["s"])
      #expect(Self.found(home).problems == [])
    }
  }

  @Test func manyProjectsAreRead() throws {
    let projects = (0..<501).map { #""TOP/p\#($0)": {}"# }.joined(separator: ",")
    let text = #"{"mcpServers": {"s": {"command": "x"}}, "projects": {\#(projects)}}"#
    try withFiles([".claude.json": text, "p500/.mcp.json": listing("last")]) { home in
      #expect(Self.found(home).names == ["s", "last"])
      #expect(Self.found(home).problems == [])
    }
  }

  @Test func aRepeatedKeyHidesNoOther() throws {
    let server = "    type: stdio\n    cmd: uvx\n    args: [mcp-server-fetch]\n"
    let text = "extensions:\n  git:\n\(server)  fetch:\n\(server)  fetch:\n\(server)"
    try withFiles([".config/goose/config.yaml": text]) { home in
      let (names, problems) = Self.found(home)
      #expect(names == ["git", "fetch"])
      #expect(problems.map(\.line) == [10] && problems.map(\.lost) == [nil])
    }
  }

  @Test func serversThatAreDescribedElsewhereAreNoProblem() throws {
    let files = [
      ".config/zed/settings.json":
        #"{"context_servers": {"gh": {"enabled": true, "remote": false, "settings": {"t": ""}}}}"#,
      ".codex/config.toml": "[mcp_servers.notion]\nenabled = false\n",
    ]
    try withFiles(files) { home in
      #expect(Self.found(home).names == [])
      #expect(Self.found(home).problems == [])
    }
  }

  @Test func aURLThatIsAVariableIsListed() throws {
    let files = [
      ".config/Code/User/mcp.json":
        #"{"servers": {"ha": {"type": "sse", "url": "https://${input:domain}/sse"}}, "inputs": []}"#,
      ".config/opencode/opencode.json":
        #"{"mcp": {"wiki": {"type": "remote", "url": "{env:WIKI_MCP_URL}"}}}"#,
    ]
    try withFiles(files) { home in
      #expect(Set(Self.found(home).names) == ["ha", "wiki"])
      #expect(Self.found(home).problems == [])
    }
  }

  @Test func seventeenAliasesAreRead() throws {
    let models = (0..<20).map { "  - <<: *d\n    name: m\($0)\n" }.joined()
    let text =
      "defaults: &d\n  provider: x\nmodels:\n\(models)mcpServers:\n  - name: fs\n    command: npx\n"
    try withFiles([".continue/config.yaml": text]) { home in
      #expect(Self.found(home).names == ["fs"])
      #expect(Self.found(home).problems == [])
    }
  }

  /// opencode reads `opencode.json` upward, and `.opencode` beside it.
  @Test func listsAboveAProjectAreRead() throws {
    let server = #"{"mcp": {"NAME": {"type": "local", "command": ["x"]}}}"#
    let files = [
      ".claude.json": #"{"projects": {"TOP/repo/sub": {}}}"#,
      "repo/.opencode/opencode.jsonc": server.replacing("NAME", with: "dot"),
      "repo/opencode.json": server.replacing("NAME", with: "root"),
    ]
    try withFiles(files) { home in
      #expect(Set(Self.found(home).names) == ["dot", "root"])
      let entries = ServerDiscovery.discover(homes: [home], unread: UnreadMounts()).entries
      #expect(entries.first { $0.name == "dot" }?.project == home + "/repo")
    }
  }

  @Test func aWorkspaceOfSeveralFoldersIsFollowed() throws {
    let storage = ".config/Code/User/workspaceStorage/abc/workspace.json"
    let files = [
      storage: #"{"workspace": "file://TOP/team.code-workspace"}"#,
      "team.code-workspace":
        #"{"folders": [{"path": "repo"}], "settings": {"mcp": {"servers": {"ws": {"command": "x"}}}}}"#,
      "repo/.vscode/mcp.json": #"{"servers": {"in-folder": {"command": "x"}}}"#,
    ]
    try withFiles(files) { home in
      #expect(Set(Self.found(home).names) == ["ws", "in-folder"])
      #expect(Self.found(home).problems == [])
    }
  }

  /// A client that runs shows what it was given.
  @Test func flagsAndVariablesAreFollowed() throws {
    let files = [
      "copilot.json": listing("copilot"), "amp.json": listing("amp"),
      "oc.json": #"{"mcp": {"opencode": {"type": "local", "command": ["x"]}}}"#,
      "udd/User/mcp.json": #"{"servers": {"code": {"command": "x"}}}"#,
    ]
    try withFiles(files) { top in
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sleep")
      process.arguments = ["60"]
      process.environment = [
        "OPENCODE_CONFIG": top + "/oc.json",
        "OPENCODE_CONFIG_CONTENT":
          #"{"mcp": {"said": {"type": "local", "command": ["x"], "environment": {"K": "hunter2"}}}}"#,
      ]
      try process.run()
      defer { process.end() }
      var clients = RunningClients()
      let lines = [
        ["copilot", "--additional-mcp-config", "@\(top)/copilot.json"],
        ["amp", "--mcp-config", top + "/amp.json"], ["code", "--user-data-dir", top + "/udd"],
      ]
      for line in lines {
        _ = clients.note(Exec.ofThisProcess(line), isBelowClient: false)
      }
      let pid = UInt32(process.processIdentifier)
      _ = clients.note(Exec.ofThisProcess(["opencode"], pid: pid), isBelowClient: false)
      #expect(!"\(clients)".contains("hunter2"))
      let found = ServerDiscovery.discover(homes: [top], clients: clients, unread: UnreadMounts())
      let given = found.entries.filter { $0.file.hasPrefix(top) || $0.name == "said" }
      #expect(Set(given.map(\.name)) == ["copilot", "amp", "code", "opencode", "said"])
      #expect(given.first { $0.name == "code" }?.client == "VS Code")
      #expect(given.first { $0.name == "opencode" }?.client == "opencode")
    }
  }
}
