// SPDX-License-Identifier: Apache-2.0

/// One entry of a file, in one form whatever the product's shape.
struct EntryDraft {
  enum Failure: Error, Hashable {
    case notAnObject
    case noCommandNorURL
    /// It switches or sets a server that is described elsewhere.
    case overlay
    case tooLong

    var text: String {
      switch self {
      case .notAnObject: "is not an object"
      case .noCommandNorURL: "has neither a command nor a URL"
      case .overlay: "is described elsewhere"
      case .tooLong: "has a command that is too long"
      }
    }
  }

  var command: [String] = []
  var url: String?
  var workingDirectory: String?
  var environment: [(name: String, value: String)] = []
  var isDisabled = false

  init(_ value: ConfigurationValue) throws(Failure) {
    guard value.members != nil else { throw .notAnObject }
    // The SDKs' own option objects, and Continue's older shape, nest all of it one deeper.
    let value = value["transport"]?.members == nil ? value : value["transport"] ?? value
    command = try Self.command(value)
    // Where there is a socket the URL says only what is asked for there.
    url =
      Self.firstString(value, Self.sockets).flatMap { SocketURL.spelled($0) }
      ?? Self.firstString(value, Self.urls)
    workingDirectory = Self.firstString(
      value, ["cwd", "working_directory", "workingDirectory", "dir"])
    environment = Self.environment(value)
    isDisabled =
      value["disabled"]?.scalarText == "true" || value["enabled"]?.scalarText == "false"
    if command.isEmpty, url == nil { throw Self.isOverlay(value) ? .overlay : .noCommandNorURL }
  }

  /// Codex switches a server off in a project, Zed has the settings of one that an extension brings.
  private static func isOverlay(_ value: ConfigurationValue) -> Bool {
    let names = (value.members ?? []).map(\.name)
    return !names.isEmpty && defining.isDisjoint(with: names)
  }

  private static let urls = [
    "url", "serverUrl", "httpUrl", "uri", "endpoint", "server_url", "baseUrl",
  ]

  private static let sockets = ["socket", "socketPath", "socket_path"]

  /// Where one of these is, the entry means to describe a server.
  private static let defining = Set(
    urls + ["command", "cmd", "args", "arguments", "type", "transport", "uses", "env"])

  var environmentNames: [String] {
    var seen: Set<String> = []
    return environment.map(\.name).filter { seen.insert($0).inserted }
  }

  var implied: [String] {
    var implied = ImpliedEndpoints()
    if let url, command.isEmpty { implied.add(url: url) }
    implied.add(environment: environment)
    implied.add(arguments: Array(command.dropFirst()))
    return implied.endpoints
  }

  var proxies: [String] { ProxySetting.endpoints(ProxySetting.values(in: environment)) }

  var transport: ServerEntry.Transport? {
    if !command.isEmpty { return .stdio(command: command) }
    return url.flatMap { EndpointURL.shown($0) }.map { .remote(url: $0) }
  }

  private static func firstString(_ value: ConfigurationValue, _ names: [String]) -> String? {
    names.lazy.compactMap { value[$0]?.string }.first { !$0.isEmpty }
  }

  /// `command` as a string or a list or, with older Zed, as an object; `cmd` with Goose.
  private static func command(_ value: ConfigurationValue) throws(Failure) -> [String] {
    guard let command = value["command"] ?? value["cmd"], !command.isNull else { return [] }
    var words: [String]
    switch command.content {
    case .string(let text): words = text.isEmpty ? [] : [text]
    case .list(let values): words = values.compactMap(\.scalarText)
    case .map:
      words = [command["path"]?.string ?? command["command"]?.string ?? ""].filter { !$0.isEmpty }
      if !words.isEmpty { words += arguments(command) }
    case .null, .bool, .number: words = []
    }
    if !words.isEmpty { words += arguments(value) }
    guard words.count <= ConfigurationLimits.arguments else { throw .tooLong }
    return words
  }

  /// `args` may be a list, a lone string, null or missing.
  private static func arguments(_ value: ConfigurationValue) -> [String] {
    guard let arguments = value["args"] ?? value["arguments"] else { return [] }
    return arguments.list?.compactMap(\.scalarText) ?? arguments.string.map { [$0] } ?? []
  }

  private static func environment(
    _ value: ConfigurationValue
  ) -> [(name: String, value: String)] {
    let places = [
      value["env"], value["environment"], value["envs"], value["command"]?["env"],
      value["env_keys"], value["env_vars"],
    ]
    let found = places.compactMap { $0 }.flatMap { variables($0) }
    return Array(found.filter { isName($0.name) }.prefix(ConfigurationLimits.arguments))
  }

  /// A map, a list of `NAME=value`, or a list of names.
  private static func variables(
    _ value: ConfigurationValue
  ) -> [(name: String, value: String)] {
    switch value.content {
    case .map(let members): members.map { ($0.name, $0.value.scalarText ?? "") }
    case .list(let values): values.compactMap { variable($0) }
    case .null, .bool, .number, .string: []
    }
  }

  private static func variable(_ value: ConfigurationValue) -> (name: String, value: String)? {
    if let name = value["name"]?.string { return (name, value["value"]?.scalarText ?? "") }
    guard let text = value.string else { return nil }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= ConfigurationLimits.name
      && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3D }
  }
}
