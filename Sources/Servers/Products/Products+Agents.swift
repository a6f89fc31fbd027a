// SPDX-License-Identifier: Apache-2.0

/// Agents of the terminal that are younger, or that work without a person.
extension Products {
  static let agents: [Product] = [devin, iFlow, pi, ohMyPi, rovoDev, openClaw, hermes, deepAgents]

  private static let devin = Product(
    "Devin", programs: ["devin"],
    [
      .plain(.config, "devin/mcp_config.json"), .plain(.config, "devin/config.json"),
      .plain(.project, ".devin/mcp_config.json"), .plain(.project, ".devin/config.json"),
      .plain(.project, ".devin/config.local.json", .local),
    ])

  private static let iFlow = Product(
    "iFlow", programs: ["iflow"],
    [.plain(.home, ".iflow/settings.json"), .plain(.project, ".iflow/settings.json")])

  private static let pi = Product(
    "Pi", words: ["pi"],
    [.plain(.home, ".pi/agent/mcp.json"), .plain(.project, ".pi/mcp.json")])

  private static let ohMyPi = Product(
    "oh-my-pi", words: ["omp"],
    [.plain(.home, ".omp/agent/mcp.json"), .plain(.project, ".omp/mcp.json")])

  private static let rovoDev = Product(
    "Rovo Dev", programs: ["rovodev", "acli_rovodev"],
    [.json(.home, ".rovodev/mcp.json", .user, .map(under: [["mcpServers"], ["servers"]]))])

  private static let openClaw = Product(
    "OpenClaw", programs: ["openclaw"],
    [
      ConfigurationPlace(.home, ".openclaw/openclaw.json", .user, .json5, underMCP),
      .plain(.home, ".openclaw/workspace/config/mcporter.json"),
    ])

  private static let hermes = Product(
    "Hermes", words: ["hermes"],
    [.yaml(.home, ".hermes/config.yaml", .map(under: [["mcp_servers"]]))])

  /// It reads the project's `.mcp.json`, too, which stands with Claude Code.
  private static let deepAgents = Product(
    "deepagents", programs: ["deepagents"],
    [.plain(.home, ".deepagents/.mcp.json"), .plain(.project, ".deepagents/.mcp.json")])
}
