// SPDX-License-Identifier: Apache-2.0

/// VS Code's `mcp.json`, and the places within other files that hold the same.
extension EntryCollector {
  mutating func collectVisualStudioCode(_ value: ConfigurationValue) {
    let whole = grants(value["sandbox"])
    guard let servers = value["servers"] ?? value["mcpServers"] else { return }
    guard let members = servers.members else {
      if !servers.isNull { tell("`servers` is not an object", line: servers.line, lost: .part) }
      return
    }
    for member in members {
      let isSandboxed = member.value["sandboxEnabled"]?.bool == true
      let own = grants(member.value["sandbox"])
      add(
        name: member.name, value: member.value, line: member.line,
        granted: isSandboxed ? Self.unique(whole + own) : [])
    }
  }

  /// Settings and workspaces: `mcp.servers`, `settings.mcp.servers`,
  /// `customizations.vscode.mcp.servers`. A workspace lists its folders, too.
  mutating func collectVisualStudioCodeNested(_ value: ConfigurationValue) {
    for folder in value["folders"]?.list ?? [] { addFolder(folder) }
    let holders = [
      value, value["settings"], value.value(at: ["customizations", "vscode"]),
      value.value(at: ["customizations", "vscode", "settings"]),
    ]
    for holder in holders.compactMap({ $0 }) {
      if let servers = holder["mcp.servers"] { addMap(servers) }
      if let nested = holder["mcp"] { collectVisualStudioCode(nested) }
    }
  }

  /// By its path, which may be relative to the workspace's file, or by its URI.
  private mutating func addFolder(_ folder: ConfigurationValue) {
    if let path = folder["uri"]?.string.flatMap(Self.path) { addProject(path) }
    guard let path = folder["path"]?.string, !path.isEmpty else { return }
    let top = path.hasPrefix("/") ? [] : file.split(separator: "/").dropLast()
    var steps = top.map(String.init)
    for step in path.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(String(step)) }
    }
    addProject("/" + steps.joined(separator: "/"))
  }

  /// `network.allowedDomains` of a sandbox, in the policy's spelling.
  private func grants(_ sandbox: ConfigurationValue?) -> [String] {
    let domains = sandbox?.value(at: ["network", "allowedDomains"])?.list ?? []
    return domains.compactMap(\.string).prefix(ConfigurationLimits.endpoints).flatMap {
      GrantedEndpoint.spell($0)
    }
  }

  static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
