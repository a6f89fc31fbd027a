// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct CommandLineConfigurationTests {
  private static func shown(_ configuration: CommandLineConfiguration) -> String {
    switch configuration {
    case .file(let path, let format, _): "\(format.rawValue) \(path)"
    case .inline(let text, let format, _): "\(format.rawValue): \(text)"
    case .directory(let flag, let path): "\(flag) \(path)"
    }
  }

  @Test(
    arguments: [
      (
        ["claude", "--mcp-config", "a.json", "b.json", "-p", "hi"], ["json a.json", "json b.json"]
      ),
      (["node", "/usr/bin/claude", "--mcp-config=/x.json"], ["json /x.json"]),
      (["node", "/l/@anthropic-ai/claude-code/cli.js", "--mcp-config", "/x"], ["json /x"]),
      (["claude", "--mcp-config", " {\"mcpServers\": {}}"], ["json:  {\"mcpServers\": {}}"]),
      (["claude", "--plugin-dir", "p"], ["--plugin-dir p"]),
      (["uvx", "mcpo", "--port", "1", "--config", "c.json", "--hot-reload"], ["json c.json"]),
      (["copilot", "--additional-mcp-config", "@/c.json", "text"], ["json /c.json"]),
      (["copilot", "--additional-mcp-config={}"], ["json: {}"]),
      (
        ["amp", "--settings-file", "s.json", "--mcp-config", "m.json"],
        ["json m.json", "json s.json"]
      ),
      (["kimi", "--mcp-config-file", "m.json"], ["json m.json"]),
      (["npx", "-y", "auggie", "--mcp-config", "m.json"], ["json m.json"]),
      (["/usr/share/code/code", "--user-data-dir=/u"], ["--user-data-dir /u"]),
      (["cn", "--config", "c.yaml"], ["yaml c.yaml"]),
      (["uvx", "fast-agent", "go", "--config-path", "f.yaml"], ["yaml f.yaml"]),
      (
        ["codex", "-c", "model=o3", "-c", "mcp_servers.a.command=srv x", "exec"],
        ["toml: mcp_servers.a.command=\"srv x\""]
      ),
      (
        ["goose", "run", "--with-extension", "KEY=v uvx \"mcp-x\" -a"],
        ["json: {\"mcpServers\":{\"mcp-x\":{\"command\":[\"uvx\",\"mcp-x\",\"-a\"]}}}"]
      ),
      (["mcpo", "--", "claude", "--config", "no"], []), (["claude"], []), ([], []),
      (["claude", "--mcp-config"], []), (["other", "--mcp-config", "x"], []),
      (["codex", "-c", "model=o3"], []),
    ] as [([String], [String])])
  func finds(words: [String], expected: [String]) {
    #expect(CommandLineConfiguration.all(in: words).map(Self.shown) == expected)
  }

  @Test(
    arguments: [
      ("OPENCODE_CONFIG", "/a.json", "opencode", "json /a.json"),
      ("KILO_CONFIG_CONTENT", "{}", "Kilo", "json: {}"),
      ("OPENCODE_CONFIG", "/a.json", "Cursor", nil), ("PATH", "/a", "opencode", nil),
    ] as [(String, String, String, String?)])
  func variables(name: String, value: String, client: String, expected: String?) {
    let given = ClientVariable.configuration(name, value, of: client)
    #expect(given.map(Self.shown) == expected)
  }
}
