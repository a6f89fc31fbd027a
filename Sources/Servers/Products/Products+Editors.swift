// SPDX-License-Identifier: Apache-2.0

/// Editors, and extensions that live in them.
extension Products {
  static let editors: [Product] = [
    cursor, visualStudioCode, visualStudioCodeInsiders, vscodium, windsurf, cline, rooCode, kilo,
    zed, continueDev, junie, trae, qoder, kiro, antigravity, bob, firebaseStudio,
    copilotInJetBrains,
    jetBrains, mcphub,
  ]

  private static let cursor = Product(
    "Cursor", programs: ["cursor", "cursor-agent"],
    [
      .plain(.home, ".cursor/mcp.json"),
      .plain(.project, ".cursor/mcp.json"),
      .json(.home, ".cursor/plugins/cache/**/mcp.json", .plugin, wrappedOrFlat),
      .json(.home, ".cursor/plugins/cache/**/.mcp.json", .plugin, wrappedOrFlat),
      .json(.home, ".cursor/plugins/local/**/mcp.json", .plugin, wrappedOrFlat),
      .json(.home, ".cursor/plugins/local/**/.mcp.json", .plugin, wrappedOrFlat),
      .json(.home, ".cursor/extensions/*/mcp.json", .plugin, wrappedOrFlat),
      .json(.config, "Cursor/User/workspaceStorage/*/workspace.json", .user, .projects),
    ])

  private static let visualStudioCode = Product(
    "VS Code", programs: ["code"],
    codePlaces("Code") + serverPlaces(".vscode-server") + [
      .json(.project, ".vscode/mcp.json", .project, .visualStudioCode),
      .json(.project, ".vscode/settings.json", .project, .visualStudioCodeNested),
      .json(.project, "*.code-workspace", .project, .visualStudioCodeNested),
      .json(.project, ".devcontainer/devcontainer.json", .project, .visualStudioCodeNested),
      .json(.project, ".devcontainer/*/devcontainer.json", .project, .visualStudioCodeNested),
      .json(.project, ".devcontainer.json", .project, .visualStudioCodeNested),
    ])

  private static let visualStudioCodeInsiders = Product(
    "VS Code Insiders", programs: ["code-insiders"],
    codePlaces("Code - Insiders") + serverPlaces(".vscode-server-insiders"))

  private static let vscodium = Product(
    "VSCodium", programs: ["codium"], codePlaces("VSCodium") + serverPlaces(".vscodium-server"))

  /// The user's files of an editor built from VS Code.
  private static func codePlaces(_ folder: String) -> [ConfigurationPlace] {
    [
      .json(.config, "\(folder)/User/mcp.json", .user, .visualStudioCode),
      .json(.config, "\(folder)/User/profiles/*/mcp.json", .user, .visualStudioCode),
      .json(.config, "\(folder)/User/settings.json", .user, .visualStudioCodeNested),
      .json(.config, "\(folder)/User/profiles/*/settings.json", .user, .visualStudioCodeNested),
      .json(.config, "\(folder)/User/workspaceStorage/*/workspace.json", .user, .projects),
    ]
  }

  /// The same on the far side of a remote session.
  private static func serverPlaces(_ folder: String) -> [ConfigurationPlace] {
    [
      .json(.home, "\(folder)/data/User/mcp.json", .user, .visualStudioCode),
      .json(.home, "\(folder)/data/User/profiles/*/mcp.json", .user, .visualStudioCode),
      .json(.home, "\(folder)/data/Machine/settings.json", .user, .visualStudioCodeNested),
      .json(.home, "\(folder)/data/User/workspaceStorage/*/workspace.json", .user, .projects),
    ]
  }

  /// Where an extension keeps its own files, in every editor built from VS Code.
  private static func extensionPlaces(_ file: String) -> [ConfigurationPlace] {
    let editors = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf", "Trae"]
    let remotes = [".vscode-server", ".vscode-server-insiders", ".cursor-server"]
    return editors.map { .plain(.config, "\($0)/User/globalStorage/\(file)") }
      + remotes.map { .plain(.home, "\($0)/data/User/globalStorage/\(file)") }
  }

  private static let windsurf = Product(
    "Windsurf", programs: ["windsurf", "windsurf-next", "windsurf-insiders"],
    [
      .plain(.home, ".codeium/windsurf/mcp_config.json"),
      .plain(.home, ".codeium/windsurf-next/mcp_config.json"),
      .plain(.home, ".codeium/windsurf-insiders/mcp_config.json"),
      .plain(.home, ".codeium/mcp_config.json"),
    ])

  private static let cline = Product(
    "Cline", programs: ["cline"],
    extensionPlaces("saoudrizwan.claude-dev/settings/cline_mcp_settings.json") + [
      .plain(.home, ".cline/data/settings/cline_mcp_settings.json")
    ])

  private static let rooCode = Product(
    "Roo Code",
    extensionPlaces("rooveterinaryinc.roo-cline/settings/mcp_settings.json") + [
      .plain(.project, ".roo/mcp.json")
    ])

  private static let kilo = Product(
    "Kilo", programs: ["kilocode"], words: ["kilo"],
    extensionPlaces("kilocode.kilo-code/settings/mcp_settings.json") + [
      .plain(.home, ".kilocode/cli/global/settings/mcp_settings.json"),
      .plain(.project, ".kilocode/mcp.json"),
      .json(.config, "kilo/kilo.json", .user, opencode),
      .json(.config, "kilo/kilo.jsonc", .user, opencode),
      .json(.config, "kilo/config.json", .user, opencode),
      .json(.ancestors, ".kilocode/kilo.json", .project, opencode),
      .json(.ancestors, ".kilocode/kilo.jsonc", .project, opencode),
      .json(.ancestors, "kilo.json", .project, opencode),
      .json(.ancestors, "kilo.jsonc", .project, opencode),
      .json(.ancestors, ".kilo/kilo.json", .project, opencode),
      .json(.ancestors, ".kilo/kilo.jsonc", .project, opencode),
    ])

  private static let zed = Product(
    "Zed", programs: ["zed", "zed-editor"],
    [
      .json(.config, "zed/settings.json", .user, .map(under: [["context_servers"]])),
      .json(.project, ".zed/settings.json", .project, .map(under: [["context_servers"]])),
    ])

  private static let continueDev = Product(
    "Continue", words: ["cn"],
    [
      .yaml(.home, ".continue/config.yaml", .continueDev),
      .json(.home, ".continue/config.json", .user, .continueDev),
      .yaml(.home, ".continue/mcpServers/*.yaml", .continueDev),
      .yaml(.home, ".continue/mcpServers/*.yml", .continueDev),
      .json(.home, ".continue/mcpServers/*.json", .user, wrappedOrFlat),
      .yaml(.project, ".continue/mcpServers/*.yaml", .continueDev),
      .yaml(.project, ".continue/mcpServers/*.yml", .continueDev),
      .json(.project, ".continue/mcpServers/*.json", .project, wrappedOrFlat),
    ])

  private static let junie = Product(
    "Junie", programs: ["junie"],
    [.plain(.home, ".junie/mcp/mcp.json"), .plain(.project, ".junie/mcp/mcp.json")])

  private static let trae = Product(
    "Trae", programs: ["trae"],
    [.plain(.config, "Trae/User/mcp.json"), .plain(.project, ".trae/mcp.json")])

  private static let qoder = Product(
    "Qoder", programs: ["qoder"],
    [.plain(.home, ".qoder/mcp.json"), .plain(.home, ".qoder/settings.json")])

  private static let kiro = Product(
    "Kiro", programs: ["kiro", "kiro-cli"],
    [
      .json(
        .home, ".kiro/settings/mcp.json", .user,
        .map(under: [["mcpServers"]])),
      .json(.home, ".kiro/settings/mcp.json", .plugin, .map(under: [["powers", "mcpServers"]])),
      .plain(.home, ".kiro/agents/*.json"),
      .plain(.home, ".kiro/powers/installed/*/mcp.json", .plugin),
      .plain(.project, ".kiro/settings/mcp.json"),
      .plain(.project, ".kiro/agents/*.json"),
    ])

  private static let antigravity = Product(
    "Antigravity", programs: ["antigravity"], words: ["agy"],
    [
      .plain(.home, ".gemini/antigravity/mcp_config.json"),
      .plain(.home, ".gemini/config/mcp_config.json"),
      .plain(.project, ".agents/mcp_config.json"),
    ])

  private static let bob = Product(
    "IBM Bob", words: ["bob"],
    [.plain(.home, ".bob/settings/mcp_settings.json"), .plain(.project, ".bob/mcp.json")])

  private static let firebaseStudio = Product(
    "Firebase Studio", [.plain(.project, ".idx/mcp.json")])

  private static let copilotInJetBrains = Product(
    "GitHub Copilot for JetBrains",
    [.json(.config, "github-copilot/intellij/mcp.json", .user, .visualStudioCode)])

  /// The definitions stand in JSON since 2025.3, before that in each IDE's own options.
  private static let jetBrains = Product(
    "JetBrains AI Assistant",
    programs: [
      "idea", "pycharm", "webstorm", "goland", "clion", "phpstorm", "rubymine", "rustrover",
      "datagrip", "dataspell",
    ],
    [
      .json(.home, ".ai/mcp/mcp.json", .user, wrappedOrFlat),
      .json(.project, ".ai/mcp/mcp.json", .project, wrappedOrFlat),
      .xml(.config, "JetBrains/*/options/llm.mcpServers.xml", .jetBrains),
      .xml(.project, ".idea/workspace.xml", .jetBrains),
      .xml(.project, ".idea/*/.idea/workspace.xml", .jetBrains),
    ])

  private static let mcphub = Product(
    "mcphub.nvim", programs: ["mcp-hub"],
    [.plain(.config, "mcphub/servers.json"), .plain(.ancestors, ".mcphub/servers.json")])
}
