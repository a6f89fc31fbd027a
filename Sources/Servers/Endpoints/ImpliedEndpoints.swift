// SPDX-License-Identifier: Apache-2.0

/// The endpoints an entry's own words imply: its URL, addresses in its environment, connection
/// strings. Values are read here and not kept.
struct ImpliedEndpoints {
  private(set) var endpoints: [String] = []

  private mutating func add(_ found: [String]) {
    for endpoint in found where endpoints.count < ConfigurationLimits.endpoints {
      if !endpoints.contains(endpoint) { endpoints.append(endpoint) }
    }
  }

  mutating func add(url: String) {
    guard let url = EndpointURL(url) else { return }
    add(url.endpoints)
  }

  /// Adds arguments that are URLs, or flags with one (`--url=https://…`), except the registries of
  /// installers.
  mutating func add(arguments: [String]) {
    var isForInstaller = false
    for argument in arguments {
      defer { isForInstaller = Self.installerFlags.contains(argument) }
      guard !isForInstaller, argument.contains("://"), !argument.contains(" "),
        !Self.installerFlags.contains(where: { argument.hasPrefix($0 + "=") })
      else { continue }
      add(url: argument)
    }
  }

  mutating func add(environment: [(name: String, value: String)]) {
    for (name, value) in environment where !ProxySetting.variables.contains(name) {
      if value.contains("://") {
        if !Self.isOfInstaller(name) { add(url: value) }
      } else if Self.isConnectionString(value) {
        add(ConnectionString.endpoints(value))
      } else if Self.suffixes.contains(where: { Self.upper(name).hasSuffix($0) }) {
        addHost(name: Self.upper(name), value: value, among: environment)
      }
    }
  }

  private mutating func addHost(
    name: String, value: String, among environment: [(name: String, value: String)]
  ) {
    let bare = value.prefix { $0 != "/" && $0 != "?" }
    guard bare.utf8.count <= 300, !bare.contains("@"), let host = EndpointText.split(bare) else {
      return
    }
    // A lone word is a flag or a setting as often as a host; `localhost` is not.
    guard
      host.host.contains(".") || host.host.contains(":") || host.host == "localhost"
        || name.hasSuffix("HOST") || name.hasSuffix("HOSTNAME")
    else { return }
    if let port = host.port ?? Self.sibling(of: name, in: environment) {
      return add(EndpointText.endpoints(host: host.host, port: port))
    }
    let ports = ServicePorts.usual(for: name)
    guard ports.isEmpty, !Self.isWeb(name) else {
      for port in ports.isEmpty ? [443] : ports {
        add(EndpointText.endpoints(host: host.host, port: port))
      }
      return
    }
    // The service is not known: any port of that host.
    add(EndpointText.endpoints(host: host.host, port: nil).map(EndpointText.everyPort))
  }

  private static let suffixes = [
    "HOST", "HOSTNAME", "_URL", "_URI", "_ENDPOINT", "_ADDRESS", "_ADDR", "_SERVER", "_DOMAIN",
    "_DSN", "_BASE",
  ]

  private static let installerFlags = [
    "--registry", "--index-url", "-i", "--extra-index-url", "--index", "--default-index", "--from",
    "--find-links", "-f", "--spec",
  ]

  private static func isOfInstaller(_ name: String) -> Bool {
    let name = upper(name)
    return ["UV_", "PIP_", "NPM_CONFIG_", "BUN_CONFIG_"].contains { name.hasPrefix($0) }
  }

  /// The port in `X_PORT` for `X_HOST`.
  private static func sibling(
    of name: String, in environment: [(name: String, value: String)]
  ) -> UInt16? {
    guard let cut = name.lastIndex(of: "_") else {
      return environment.first { upper($0.name) == "PORT" }.flatMap { UInt16($0.value) }
    }
    let wanted = name[..<cut] + "_PORT"
    return environment.first { upper($0.name) == wanted }.flatMap { UInt16($0.value) }
      ?? (name.hasPrefix("PGHOST") ? 5432 : nil)
  }

  /// Whether the variable holds what HTTPS reaches.
  private static func isWeb(_ name: String) -> Bool {
    ["_URL", "_URI", "_ENDPOINT", "_DOMAIN", "_BASE"].contains { name.hasSuffix($0) }
  }

  private static func isConnectionString(_ value: String) -> Bool {
    value.contains("=") && value.utf8.count <= 4_096
      && (value.contains(";") || value.contains("host="))
  }

  private static func upper(_ name: String) -> String {
    String(decoding: name.utf8.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }, as: UTF8.self)
  }
}
