// SPDX-License-Identifier: Apache-2.0

/// Variables of a client's environment, and flags on its command line, that move its configuration
/// elsewhere.
package enum MovedPlace {
  /// Names of the variables. Nothing else of an environment is worth a look.
  package static let variables = Set(moves.map(\.name).filter { !$0.hasPrefix("-") })

  /// Where the place is below the directory that the variable or flag names; nil if that does not
  /// move it. `client` is the product that runs.
  package static func pattern(
    of place: ConfigurationPlace, of product: Product, by name: String, client: String? = nil
  ) -> String? {
    let move = moves.first { move in
      move.name == name && move.root == place.root && place.pattern.hasPrefix(move.prefix)
        && (move.product == nil || move.product == product.name)
        && (move.client == nil || move.client == client)
    }
    return move.map { $0.inner + String(place.pattern.dropFirst($0.prefix.count)) }
  }

  private struct Move {
    var name: String
    var root = ConfigurationPlace.Root.home
    /// What the directory stands for below the root.
    var prefix = ""
    /// Where that is below the directory.
    var inner = ""
    /// nil for every product.
    var product: String?
    /// Only where this product runs; nil for any.
    var client: String?
  }

  private static let moves: [Move] =
    [
      Move(name: "XDG_CONFIG_HOME", root: .config),
      Move(name: "XDG_DATA_HOME", root: .data),
      Move(name: "XDG_STATE_HOME", root: .state),
      Move(name: "CLAUDE_CONFIG_DIR", prefix: ".claude/", product: "Claude Code"),
      Move(name: "CODEX_HOME", prefix: ".codex/", product: "Codex"),
      Move(name: "COPILOT_HOME", prefix: ".copilot/", product: "GitHub Copilot CLI"),
      Move(name: "OPENCODE_CONFIG_DIR", root: .config, prefix: "opencode/", product: "opencode"),
      Move(name: "KILO_CONFIG_DIR", root: .config, prefix: "kilo/", product: "Kilo"),
      Move(name: "GEMINI_CLI_HOME", product: "Gemini CLI"),
      Move(
        name: "GOOSE_PATH_ROOT", root: .config, prefix: "goose/", inner: "config/", product: "Goose"
      ),
      Move(name: "CRUSH_GLOBAL_CONFIG", root: .config, prefix: "crush/", product: "Crush"),
      Move(name: "CONTINUE_GLOBAL_DIR", prefix: ".continue/", product: "Continue"),
      Move(name: "CODEBUDDY_CONFIG_DIR", prefix: ".codebuddy/", product: "CodeBuddy"),
      Move(name: "VIBE_HOME", prefix: ".vibe/", product: "Mistral Vibe"),
      Move(name: "KIMI_SHARE_DIR", prefix: ".kimi/", product: "Kimi"),
      Move(name: "PI_CODING_AGENT_DIR", prefix: ".pi/agent/", product: "Pi"),
      Move(name: "OPENCLAW_STATE_DIR", prefix: ".openclaw/", product: "OpenClaw"),
      Move(name: "HERMES_HOME", prefix: ".hermes/", product: "Hermes"),
      Move(
        name: "--plugin-dir", prefix: ".claude/plugins/cache/**/", product: "Claude Code",
        client: "Claude Code"),
      Move(
        name: "--config-dir", prefix: ".copilot/", product: "GitHub Copilot CLI",
        client: "GitHub Copilot CLI"),
      Move(name: "--user-data-dir", root: .config, prefix: "zed/", inner: "config/", client: "Zed"),
      Move(
        name: "--user-data-dir", root: .config, prefix: "Claude/", client: "Claude Desktop"),
    ]
    + editors.flatMap { client, folder in
      [
        Move(name: "--user-data-dir", root: .config, prefix: folder, client: client),
        Move(
          name: "VSCODE_PORTABLE", root: .config, prefix: folder, inner: "user-data/",
          client: client),
      ]
    }

  /// Editors built from VS Code, with the folders of their own and their extensions' files.
  private static let editors = [
    ("VS Code", "Code/"), ("VS Code Insiders", "Code - Insiders/"), ("VSCodium", "VSCodium/"),
    ("Cursor", "Cursor/"), ("Windsurf", "Windsurf/"), ("Trae", "Trae/"), ("Kiro", "Kiro/"),
    ("Antigravity", "Antigravity/"),
  ]
}
