// SPDX-License-Identifier: Apache-2.0

import Servers
import Testing

@Suite struct MovedPlaceTests {
  private static func patterns(_ product: String, _ variable: String) -> [String] {
    Products.all.filter { $0.name == product }.flatMap { product in
      product.places.compactMap { MovedPlace.pattern(of: $0, of: product, by: variable) }
    }
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
      #expect(Products.all.contains { !Self.patterns($0.name, variable).isEmpty }, "\(variable)")
    }
  }
}
