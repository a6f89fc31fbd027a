// SPDX-License-Identifier: Apache-2.0

/// What of a file of the shape is looked at. Maps of projects have their names alone.
extension ConfigurationShape {
  var kept: KeptMembers {
    switch self {
    case .map(let places): .under(places).adding(["projects"], .names)
    case .list(let places): .under(places)
    case .claudeCode: Self.keptOfClaude
    case .pluginManifest: .under([["mcpServers"]])
    case .visualStudioCode: .under([["servers"], ["mcpServers"], ["sandbox"]])
    case .visualStudioCodeNested: Self.keptOfSettings
    case .continueDev:
      .under([["mcpServers"], ["experimental", "modelContextProtocolServers"]])
    case .projects: Self.keptOfProjects
    case .goose: .under([["extensions"]])
    case .openHands: .under([["mcp"]])
    case .dockerCatalogue: .under([["registry"]])
    // Small files that say nothing else, and one whose first level has any names.
    case .mapOrFlat, .byProject, .toolHive, .jetBrains, .dockerProfiles: .all
    }
  }

  private static let keptOfClaude = KeptMembers.only([
    "mcpServers": .all, "projects": .only([:], others: .only(["mcpServers": .all])),
  ])

  private static let keptOfSettings: KeptMembers = {
    let holders: [[String]] = [
      [], ["settings"], ["customizations", "vscode"], ["customizations", "vscode", "settings"],
    ]
    return holders.reduce(.under([["folders"]])) { kept, holder in
      kept.adding(holder + ["mcp"]).adding(holder + ["mcp.servers"])
    }
  }()

  private static let keptOfProjects = KeptMembers.only(
    [
      "projects": .names, "folder": .all, "workspace": .all, "configuration": .all,
    ], others: .only([:]))
}
