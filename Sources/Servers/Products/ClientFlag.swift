// SPDX-License-Identifier: Apache-2.0

/// A flag by which a client is given a list of servers, or a directory that has one.
struct ClientFlag: Sendable {
  enum Meaning: Sendable {
    case list(ConfigurationFormat, ConfigurationShape)
    case directory
    /// The command line of one server.
    case command
    /// A line of the client's own configuration.
    case overrides
  }

  private let names: [String]
  private let meaning: Meaning
  /// Everything up to the next option is a value.
  private let takesMany: Bool

  private init(_ names: String..., taking meaning: Meaning = servers, many: Bool = false) {
    self.names = names
    self.meaning = meaning
    takesMany = many
  }

  /// Those of the client that a word of a command line names.
  static func all(of word: String) -> [ClientFlag] {
    if let bridge = ofBridges[CommandLineText.baseName(word)] { return bridge }
    return ClientPrograms.product(named: word).flatMap { ofProducts[$0] } ?? []
  }

  private static let servers = Meaning.list(.json, .mapOrFlat(under: [["mcpServers"]]))

  private static let ofBridges: [String: [ClientFlag]] = [
    "mcpo": [ClientFlag("--config", "-c", many: true)],
    "mcp-proxy": [ClientFlag("--named-server-config", many: true)],
  ]

  private static let userData = [ClientFlag("--user-data-dir", taking: .directory)]

  private static let ofProducts: [String: [ClientFlag]] = [
    "Claude Code": [
      ClientFlag("--mcp-config", many: true), ClientFlag("--plugin-dir", taking: .directory),
    ],
    "GitHub Copilot CLI": [
      ClientFlag("--additional-mcp-config"), ClientFlag("--config-dir", taking: .directory),
    ],
    "Amp": [
      ClientFlag("--mcp-config"),
      ClientFlag("--settings-file", taking: .list(.json, .map(under: [["amp", "mcpServers"]]))),
    ],
    "Auggie": [ClientFlag("--mcp-config")],
    "CodeBuddy": [ClientFlag("--mcp-config", many: true)],
    "Kimi": [ClientFlag("--mcp-config-file"), ClientFlag("--mcp-config")],
    "deepagents": [ClientFlag("--mcp-config")],
    "mcporter": [ClientFlag("--config")],
    "Codex": [ClientFlag("--config", "-c", taking: .overrides)],
    "fast-agent": [
      ClientFlag("--config-path", "-c", taking: .list(.yaml, Products.underMCP)),
      ClientFlag("--stdio", taking: .command),
    ],
    "Continue": [ClientFlag("--config", taking: .list(.yaml, .continueDev))],
    "OpenHands": [ClientFlag("--config-file", taking: .list(.toml, .openHands))],
    "Goose": [ClientFlag("--with-extension", taking: .command)],
    "VS Code": userData, "VS Code Insiders": userData, "VSCodium": userData, "Cursor": userData,
    "Windsurf": userData, "Trae": userData, "Kiro": userData, "Antigravity": userData,
    "Zed": userData, "Claude Desktop": userData,
  ]
}

// MARK: - Values

extension ClientFlag {
  private func values(in words: ArraySlice<String>) -> [String] {
    var values: [String] = []
    var isTaking = false
    for word in words {
      if word == "--" { break }
      if let flag = names.first(where: { word.hasPrefix($0 + "=") }) {
        values.append(String(word.dropFirst(flag.utf8.count + 1)))
        isTaking = false
      } else if names.contains(word) {
        isTaking = true
      } else if word.hasPrefix("-") {
        isTaking = false
      } else if isTaking {
        values.append(word)
        isTaking = takesMany
      }
    }
    return values
  }

  func configurations(in words: ArraySlice<String>) -> [CommandLineConfiguration] {
    switch meaning {
    case .directory: values(in: words).map { .directory(flag: names[0], $0) }
    case .command:
      values(in: words).map { .inline(Self.entry($0), .json, .map(under: [["mcpServers"]])) }
    case .list(let format, let shape): values(in: words).map { Self.list($0, format, shape) }
    case .overrides: overrides(in: words)
    }
  }

  private static func list(
    _ value: String, _ format: ConfigurationFormat, _ shape: ConfigurationShape
  ) -> CommandLineConfiguration {
    if value.drop(while: \.isWhitespace).first == "{" { return .inline(value, format, shape) }
    // Copilot's way to say that it is a file.
    return .file(value.hasPrefix("@") ? String(value.dropFirst()) : value, format, shape)
  }

  /// A command line as a list of one server, which is named after its program.
  private static func entry(_ command: String) -> String {
    let words = CommandLineText.words(command) ?? [command]
    let line = words.drop { $0.contains("=") && !$0.hasPrefix("-") }
    let name = Launch.package(of: Array(line))?.name ?? CommandLineText.baseName(line.first ?? "")
    return
      "{\"mcpServers\":{\(quoted(name)):{\"command\":[\(line.map(quoted).joined(separator: ","))]}}}"
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": "\\" + String(scalar)
      case "\n": "\\n"
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  /// `codex -c mcp_servers.NAME.command=…`: all of them together are one configuration.
  private func overrides(in words: ArraySlice<String>) -> [CommandLineConfiguration] {
    let lines = values(in: words).filter { $0.hasPrefix("mcp_servers.") }.prefix(256).map(Self.line)
    let text = lines.joined(separator: "\n")
    return lines.isEmpty ? [] : [.inline(text, .toml, .map(under: [["mcp_servers"]]))]
  }

  /// A value that does not begin as TOML's do is a text.
  private static func line(_ pair: String) -> String {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[1].drop(while: \.isWhitespace).first else {
      return ""
    }
    let isTOML = "\"'[{".contains(first) || first.isNumber || ["true", "false"].contains(parts[1])
    return isTOML ? pair : "\(parts[0])=\(quoted(String(parts[1])))"
  }
}
