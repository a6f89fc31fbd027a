// SPDX-License-Identifier: Apache-2.0

/// Libraries and services that start servers for a program or a web page.
extension Products {
  static let frameworks: [Product] = [mcpAgent, fastAgent, mcporter, libreChat]

  private static let mcpAgent = Product(
    "mcp-agent", programs: ["mcp-agent"],
    [
      .yaml(.home, ".mcp-agent/mcp_agent.config.yaml", underMCP),
      .yaml(.ancestors, "mcp_agent.config.yaml", underMCP),
      .yaml(.ancestors, ".mcp-agent/mcp_agent.config.yaml", underMCP),
      .yaml(.ancestors, "mcp-agent.config.yaml", underMCP),
    ])

  private static let fastAgent = Product(
    "fast-agent", programs: ["fast-agent"],
    [.yaml(.ancestors, "fastagent.config.yaml", underMCP)])

  private static let mcporter = Product(
    "mcporter", programs: ["mcporter"],
    [
      .plain(.home, ".mcporter/mcporter.json"), .plain(.home, ".mcporter/mcporter.jsonc"),
      .plain(.config, "mcporter/mcporter.json"), .plain(.config, "mcporter/mcporter.jsonc"),
      .plain(.project, "config/mcporter.json"),
    ])

  private static let libreChat = Product(
    "LibreChat", [.yaml(.project, "librechat.yaml", servers)])
}
