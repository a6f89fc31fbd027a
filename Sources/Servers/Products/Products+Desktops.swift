// SPDX-License-Identifier: Apache-2.0

/// Chat applications of the desktop, and programs that start servers for others.
extension Products {
  static let desktops: [Product] = [claudeDesktop, lmStudio, anythingLLM]

  static let gateways: [Product] = [dockerGateway, toolHive]

  private static let claudeDesktop = Product(
    "Claude Desktop", programs: ["claude-desktop"],
    [
      .plain(.config, "Claude/claude_desktop_config.json"),
      .plain(.config, "claude/claude_desktop_config.json"),
    ])

  private static let lmStudio = Product(
    "LM Studio", programs: ["lm-studio", "lms"],
    [.plain(.home, ".lmstudio/mcp.json"), .plain(.home, ".cache/lm-studio/mcp.json")])

  private static let anythingLLM = Product(
    "AnythingLLM", programs: ["anythingllm-desktop"],
    [
      .plain(
        .config, "anythingllm-desktop/storage/plugins/anythingllm_mcp_servers.json")
    ])

  private static let dockerGateway = Product(
    "Docker MCP gateway", programs: ["docker-mcp"],
    [
      .yaml(.home, ".docker/mcp/catalogs/*.yaml", .dockerCatalogue),
      ConfigurationPlace(.home, ".docker/mcp/mcp-toolkit.db", .user, .sqlite, .dockerProfiles),
    ])

  private static let toolHive = Product(
    "ToolHive", programs: ["thv"],
    [.json(.state, "toolhive/runconfigs/*.json", .user, .toolHive)])
}
