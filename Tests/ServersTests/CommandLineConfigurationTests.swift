// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct CommandLineConfigurationTests {
  @Test(arguments: [
    (
      ["claude", "--mcp-config", "a.json", "b.json", "-p", "hi"],
      [CommandLineConfiguration.file("a.json"), .file("b.json")]
    ),
    (["node", "/usr/bin/claude", "--mcp-config=/x.json"], [.file("/x.json")]),
    (["claude", "--mcp-config", " {\"mcpServers\": {}}"], [.inline(" {\"mcpServers\": {}}")]),
    (["uvx", "mcpo", "--port", "1", "--config", "c.json", "--hot-reload"], [.file("c.json")]),
    (["mcpo", "--", "claude", "--config", "no"], []), (["claude"], []), ([], []),
    (["claude", "--mcp-config"], []), (["other", "--mcp-config", "x"], []),
  ]) func finds(words: [String], expected: [CommandLineConfiguration]) {
    #expect(CommandLineConfiguration.all(in: words) == expected)
  }
}
