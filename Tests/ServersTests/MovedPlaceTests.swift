// SPDX-License-Identifier: Apache-2.0

import Servers
import Testing

@Suite struct MovedPlaceTests {
  private static func patterns(
    _ product: String, _ variable: String, client: String? = nil
  ) -> [String] {
    Products.all.filter { $0.name == product }.flatMap { product in
      product.places.compactMap {
        MovedPlace.pattern(of: $0, of: product, by: variable, client: client)
      }
    }
  }

  @Test func aFlagMovesTheFoldersOfItsClient() {
    let flag = "--user-data-dir"
    #expect(Self.patterns("VS Code", flag, client: "VS Code").contains("User/mcp.json"))
    #expect(Self.patterns("VS Code", flag, client: "Cursor").isEmpty)
    #expect(Self.patterns("VS Code", flag).isEmpty)
    let cline = "User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json"
    #expect(Self.patterns("Cline", flag, client: "Cursor") == [cline])
    #expect(
      Self.patterns("VS Code", "VSCODE_PORTABLE", client: "VS Code").contains(
        "user-data/User/mcp.json"))
    #expect(Self.patterns("Zed", flag, client: "Zed") == ["config/settings.json"])
    let plugin = Self.patterns("Claude Code", "--plugin-dir", client: "Claude Code")
    #expect(plugin == [".mcp.json", ".claude-plugin/plugin.json"])
  }

  @Test func aVariableMovesItsProductsPlaces() {
    let claude = Self.patterns("Claude Code", "CLAUDE_CONFIG_DIR")
    #expect(claude.contains(".claude.json"))
    #expect(claude.contains("plugins/cache/**/.mcp.json"))
    #expect(Self.patterns("Codex", "CODEX_HOME").contains("config.toml"))
    #expect(Self.patterns("Goose", "XDG_CONFIG_HOME") == ["goose/config.yaml"])
    #expect(Self.patterns("opencode", "OPENCODE_CONFIG_DIR").contains("opencode.json"))
  }

  @Test func othersStay() {
    #expect(Self.patterns("Cursor", "CLAUDE_CONFIG_DIR").isEmpty)
    #expect(Self.patterns("Codex", "XDG_CONFIG_HOME").isEmpty)
    #expect(Self.patterns("Codex", "PATH").isEmpty)
  }

  @Test func everyVariableMovesSomething() {
    for variable in MovedPlace.variables {
      let isMoving = Products.all.contains { product in
        !Self.patterns(product.name, variable).isEmpty
          || !Self.patterns(product.name, variable, client: product.name).isEmpty
      }
      #expect(isMoving, "\(variable)")
    }
  }
}
