// SPDX-License-Identifier: Apache-2.0

/// Claude Code's `~/.claude.json` and its plugins.
extension EntryCollector {
  mutating func collectClaudeCode(_ value: ConfigurationValue) {
    if let servers = value["mcpServers"] { addMap(servers) }
    for project in value["projects"]?.members ?? [] {
      addProject(project.name)
      guard let servers = project.value["mcpServers"] else { continue }
      addMap(servers, scope: .local, project: project.name)
    }
  }

  /// `mcpServers` of a manifest is an object, a file, or a list of either.
  mutating func collectPluginManifest(_ value: ConfigurationValue) {
    guard let servers = value["mcpServers"] else { return }
    for part in servers.list ?? [servers] {
      if let path = part.string {
        if reading.references.count < 16, path.utf8.count <= 4_096 {
          reading.references.append(path)
        }
      } else {
        addMap(part)
      }
    }
  }
}
