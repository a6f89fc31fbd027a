// SPDX-License-Identifier: Apache-2.0

/// JetBrains' AI Assistant: `llm.mcpServers.xml` of an IDE, `workspace.xml` of a project.
extension EntryCollector {
  /// The components that list servers, of the IDE and of a project.
  static let jetBrainsComponents: Set = [
    "McpApplicationServerCommands", "McpProjectServerCommands",
  ]

  /// Servers stand in the component itself, or since 2025.3 in its `commands` and `urls`. Since then some
  /// have only their state here, and their definition in `.ai/mcp/mcp.json`.
  mutating func collectJetBrains(_ value: ConfigurationValue) {
    for component in value["children"]?.list ?? [] {
      for item in component["children"]?.list ?? [] {
        let isGroup = ["commands", "urls"].contains(item["element"]?.string)
        for server in isGroup ? item["children"]?.list ?? [] : [item] { addJetBrains(server) }
      }
    }
  }

  private mutating func addJetBrains(_ server: ConfigurationValue) {
    var options: [String: ConfigurationValue] = [:]
    var environment: [ConfigurationValue] = []
    for child in server["children"]?.list ?? [] {
      if child["element"]?.string == "envs" { environment += child["children"]?.list ?? [] }
      if let name = child["name"]?.string, options[name] == nil { options[name] = child }
    }
    let text = { (name: String) in options[name]?["value"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let name = text("name") else { return }
    let command = text("programPath") ?? text("command")
    guard command != nil || text("url") != nil else { return }
    let line = text("arguments").map { CommandLineText.words($0) ?? [$0] } ?? []
    let listed = Self.texts(options["args"])
    let members: [(String, ConfigurationValue.Content?)] = [
      ("command", command.map { .string($0) }), ("url", text("url").map { .string($0) }),
      ("args", .list((line + listed).map { ConfigurationValue(.string($0)) })),
      ("env", .list(environment)), ("enabled", text("enabled").map { .string($0) }),
      ("cwd", text("workingDirectory").map { .string($0) }),
    ]
    let entry = members.compactMap { member in
      member.1.map {
        ConfigurationValue.Member(name: member.0, line: nil, value: ConfigurationValue($0))
      }
    }
    add(name: name, value: ConfigurationValue(.map(entry)), line: server.line)
  }

  /// The values of the options in an option's list.
  private static func texts(_ option: ConfigurationValue?) -> [String] {
    let lists = option?["children"]?.list ?? []
    return lists.flatMap { $0["children"]?.list ?? [] }.compactMap { $0["value"]?.string }
  }
}
