// SPDX-License-Identifier: Apache-2.0

/// Agents of the terminal.
extension Products {
  static let commandLine: [Product] = [
    claudeCode, copilot, goose, codex, gemini, qwen, amazonQ, openCode, crush, amp, warp, droid,
    kimi, vibe, grok, codeBuddy, auggie, openHands, tabnine,
  ]

  private static let claudeCode = Product(
    "Claude Code", programs: ["claude"],
    [
      .json(.home, ".claude.json", .user, .claudeCode),
      // $CLAUDE_CONFIG_DIR is not known from outside; these two are what people set it to.
      .json(.home, ".claude/.claude.json", .user, .claudeCode),
      .json(.config, "claude/.claude.json", .user, .claudeCode),
      .json(.ancestors, ".mcp.json", .project, wrappedOrFlat),
      .plain(.system, "/etc/claude-code/managed-mcp.json"),
      .json(.home, ".claude/plugins/cache/**/.mcp.json", .plugin, wrappedOrFlat),
      .json(.home, ".claude/plugins/repos/**/.mcp.json", .plugin, wrappedOrFlat),
      .json(.home, ".claude/plugins/cache/**/.claude-plugin/plugin.json", .plugin, .pluginManifest),
      .json(.home, ".claude/plugins/repos/**/.claude-plugin/plugin.json", .plugin, .pluginManifest),
    ])

  private static let copilot = Product(
    "GitHub Copilot CLI", programs: ["copilot"],
    [.plain(.home, ".copilot/mcp-config.json"), .plain(.project, ".github/mcp.json")])

  private static let goose = Product(
    "Goose", programs: ["goose", "goosed"], [.yaml(.config, "goose/config.yaml", .goose)])

  private static let codex = Product(
    "Codex", programs: ["codex"],
    [
      .toml(.home, ".codex/config.toml", .map(under: [["mcp_servers"]])),
      .toml(.home, ".codex/*.config.toml", .map(under: [["mcp_servers"]])),
      .toml(.project, ".codex/config.toml", .map(under: [["mcp_servers"]])),
      .toml(.system, "/etc/codex/config.toml", .map(under: [["mcp_servers"]])),
      .json(.home, ".codex/plugins/**/.mcp.json", .plugin, wrappedOrFlat),
      .json(.home, ".codex/plugins/**/.codex-plugin/plugin.json", .plugin, .pluginManifest),
    ])

  private static let gemini = Product(
    "Gemini CLI", programs: ["gemini"],
    [
      .plain(.home, ".gemini/settings.json"),
      .plain(.project, ".gemini/settings.json"),
      .plain(.system, "/etc/gemini-cli/settings.json"),
      .plain(.home, ".gemini/extensions/*/gemini-extension.json", .plugin),
      .json(.home, ".gemini/trustedFolders.json", .user, .projects),
      .json(.home, ".gemini/projects.json", .user, .projects),
    ])

  private static let qwen = Product(
    "Qwen Code", programs: ["qwen"],
    [
      .plain(.home, ".qwen/settings.json"), .plain(.project, ".qwen/settings.json"),
      .plain(.system, "/etc/qwen-code/settings.json"),
    ])

  private static let amazonQ = Product(
    "Amazon Q Developer", programs: ["q", "qchat"],
    [
      .plain(.home, ".aws/amazonq/mcp.json"),
      .plain(.home, ".aws/amazonq/agents/*.json"),
      .plain(.home, ".aws/amazonq/cli-agents/*.json"),
      .plain(.project, ".amazonq/mcp.json"),
      .plain(.project, ".amazonq/agents/default.json"),
    ])

  private static let openCode = Product(
    "opencode", programs: ["opencode"],
    [
      .json(.config, "opencode/opencode.json", .user, opencode),
      .json(.config, "opencode/opencode.jsonc", .user, opencode),
      .json(.config, "opencode/config.json", .user, opencode),
      .json(.home, ".opencode/opencode.json", .user, opencode),
      .json(.home, ".opencode/opencode.jsonc", .user, opencode),
      .json(.home, ".agents/mcp.json", .user, wrappedOrFlat),
      .json(.data, "opencode/mcp-local.json", .local, .byProject),
      .json(.ancestors, "opencode.json", .project, opencode),
      .json(.ancestors, "opencode.jsonc", .project, opencode),
      .json(.ancestors, ".opencode/opencode.json", .project, opencode),
      .json(.ancestors, ".opencode/opencode.jsonc", .project, opencode),
      .json(.project, ".agents/mcp.json", .project, wrappedOrFlat),
      .json(.system, "/etc/opencode/opencode.json", .managed, opencode),
      .json(.system, "/etc/opencode/opencode.jsonc", .managed, opencode),
    ])

  private static let crush = Product(
    "Crush", programs: ["crush"],
    [
      .json(.config, "crush/crush.json", .user, opencode),
      .json(.project, "crush.json", .project, opencode),
      .json(.project, ".crush.json", .project, opencode),
    ])

  private static let amp = Product(
    "Amp", programs: ["amp"],
    [
      .json(.config, "amp/settings.json", .user, .map(under: [["amp", "mcpServers"]])),
      .json(.project, ".amp/settings.json", .project, .map(under: [["amp", "mcpServers"]])),
    ])

  private static let warp = Product(
    "Warp", programs: ["warp", "warp-terminal"],
    [
      .json(
        .home, ".warp/.mcp.json", .user,
        .map(under: [["mcpServers"], ["mcp_servers"], ["servers"]])),
      .json(
        .project, ".warp/.mcp.json", .project,
        .map(under: [["mcpServers"], ["mcp_servers"], ["servers"]])),
    ])

  private static let droid = Product(
    "Factory Droid", programs: ["droid"],
    [.plain(.home, ".factory/mcp.json"), .plain(.project, ".factory/mcp.json")])

  private static let kimi = Product(
    "Kimi", programs: ["kimi"],
    [
      .plain(.home, ".kimi/mcp.json"), .plain(.home, ".kimi-code/mcp.json"),
      .plain(.project, ".kimi-code/mcp.json"),
    ])

  private static let vibe = Product(
    "Mistral Vibe", programs: ["vibe"],
    [
      .toml(.home, ".vibe/config.toml", .list(under: [["mcp_servers"]])),
      .toml(.project, ".vibe/config.toml", .list(under: [["mcp_servers"]])),
    ])

  private static let grok = Product(
    "Grok CLI", programs: ["grok"],
    [
      .toml(.home, ".grok/config.toml", .map(under: [["mcp_servers"]])),
      .toml(.project, ".grok/config.toml", .map(under: [["mcp_servers"]])),
    ])

  private static let codeBuddy = Product(
    "CodeBuddy", programs: ["codebuddy"],
    [.plain(.home, ".codebuddy/.mcp.json"), .plain(.home, ".codebuddy/mcp.json")])

  private static let auggie = Product(
    "Auggie", programs: ["auggie"], [.plain(.home, ".augment/settings.json")])

  private static let openHands = Product(
    "OpenHands", programs: ["openhands"],
    [
      .toml(.home, ".openhands/config.toml", .openHands), .plain(.home, ".openhands/mcp.json"),
    ])

  private static let tabnine = Product(
    "Tabnine", programs: ["tabnine"],
    [
      .plain(.home, ".tabnine/agent/settings.json"),
      .plain(.system, "/etc/tabnine-cli/settings.json"),
    ])
}
