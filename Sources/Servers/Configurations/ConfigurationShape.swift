// SPDX-License-Identifier: Apache-2.0

/// The keys of a file under which the servers stand.
package enum ConfigurationShape: Hashable, Sendable {
  /// A map of entries under one of these keys, nested or dotted; the first that is there.
  case map(under: [[String]])
  /// A map of entries under one of these keys, or, without any of them, the file itself.
  case mapOrFlat(under: [[String]])
  /// A list of entries that each have a `name`.
  case list(under: [[String]])
  /// `~/.claude.json`: `mcpServers`, and `projects["/path"].mcpServers`.
  case claudeCode
  /// A plugin's manifest: `mcpServers` is an object, or names a file.
  case pluginManifest
  /// `servers`, and the sandbox that the file describes.
  case visualStudioCode
  /// A workspace file or a devcontainer: `servers` below one of these.
  case visualStudioCodeNested
  /// Continue: lists in YAML, and the older `experimental.modelContextProtocolServers`.
  case continueDev
  /// Goose: `extensions`, of which the built-in ones are no servers.
  case goose
  /// OpenHands: `[mcp]` with `stdio_servers`, `sse_servers`, `shttp_servers`.
  case openHands
  /// A map of projects to maps of entries.
  case byProject
  /// No servers: the projects a product knows, as keys, or as the folder of a workspace.
  case projects
  /// ToolHive: one workload a file, with its permission profile.
  case toolHive
  /// JetBrains: components of options, with servers as elements.
  case jetBrains
  /// Docker's profiles: rows of `working_set`, each with a list of servers.
  case dockerProfiles
  /// Docker's catalogue: `registry`, images with `allowHosts`.
  case dockerCatalogue
}
