// SPDX-License-Identifier: Apache-2.0

/// Continue, Goose and OpenHands, and files keyed by project.
extension EntryCollector {
  mutating func collectContinue(_ value: ConfigurationValue) {
    collectList(value, under: [["mcpServers"]])
    let older = value.value(at: ["experimental", "modelContextProtocolServers"])
    addList(older?.list ?? [])
  }

  /// Built-in extensions and prompts have neither command nor URL, and start nothing.
  mutating func collectGoose(_ value: ConfigurationValue) {
    guard let extensions = value["extensions"] else { return }
    for member in extensions.members ?? [] {
      switch member.value["type"]?.string {
      case "builtin", "platform", "frontend", "inline_python": continue
      default:
        let name = member.value["name"]?.string ?? member.name
        add(name: name, value: member.value, line: member.line)
      }
    }
  }

  mutating func collectOpenHands(_ value: ConfigurationValue) {
    guard let servers = value["mcp"] else { return }
    addList(servers["stdio_servers"]?.list ?? [])
    for key in ["sse_servers", "shttp_servers"] {
      for item in servers[key]?.list ?? [] { addOpenHandsRemote(item) }
    }
  }

  /// A URL, or an object with one; its host is the only name it has.
  private mutating func addOpenHandsRemote(_ item: ConfigurationValue) {
    guard let text = item.string ?? item["url"]?.string, let url = EndpointURL(text),
      let host = url.hosts.first?.host
    else {
      tell("a remote server has no URL", line: item.line, lost: .entry)
      return
    }
    let member = ConfigurationValue.Member(
      name: "url", line: item.line, value: ConfigurationValue(.string(text)))
    add(name: host, value: ConfigurationValue(.map([member])), line: item.line)
  }

  mutating func collectByProject(_ value: ConfigurationValue) {
    for project in value.members ?? [] {
      addProject(project.name)
      let servers = find(project.value, [["mcpServers"], ["mcp"]]) ?? project.value
      addMap(servers, scope: .local, project: project.name)
    }
  }

  /// Codex and others keep facts about projects under their paths.
  mutating func collectProjectKeys(_ value: ConfigurationValue?) {
    for project in value?.members ?? [] { addProject(project.name) }
  }

  /// Paths as keys, or `folder` as a `file:` URI; of several folders `workspace`, or `configuration` in
  /// older versions, is the file that lists them.
  mutating func collectProjects(_ value: ConfigurationValue) {
    collectProjectKeys(value)
    collectProjectKeys(value["projects"])
    if let path = value["folder"]?.string.flatMap(Self.path) { addProject(path) }
    for key in ["workspace", "configuration"] {
      let place = value[key]?.string ?? value[key]?["configPath"]?.string
      if let path = place.flatMap(Self.path) { reading.workspaces.append(path) }
    }
  }

  /// The path of a `file:` URI.
  static func path(_ uri: String) -> String? {
    guard uri.hasPrefix("file:///"), uri.utf8.count <= 4_096 else { return nil }
    return uri.dropFirst(7).percentDecoded
  }
}
