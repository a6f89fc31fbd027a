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
      tell("a remote server has no URL", line: item.line)
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
}
