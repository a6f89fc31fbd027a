// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// ToolHive and Docker: images, with what they may reach.
extension EntryCollector {
  /// A RunConfig: `name`, `image`, `cmd_args`, `permission_profile.network.outbound`.
  mutating func collectToolHive(_ value: ConfigurationValue) {
    guard let name = value["name"]?.string ?? value["base_name"]?.string else {
      if value["image"] != nil { tell("a workload has no name", line: value.line, lost: .entry) }
      return
    }
    if let remote = value["remote_url"]?.string, !remote.isEmpty {
      add(name: name, value: Self.map([("url", .string(remote))]), line: value.line)
      return
    }
    guard let image = value["image"]?.string else {
      tell(
        "the workload `\(ShownText.escaped(name, limit: 80))` has no image", line: value.line,
        lost: .entry)
      return
    }
    let entry = Self.container(
      image: image, arguments: value["cmd_args"]?.list ?? [],
      environment: value["env_vars"] ?? ConfigurationValue(.null))
    add(name: name, value: entry, line: value.line, granted: toolHiveGrants(value))
  }

  private func toolHiveGrants(_ value: ConfigurationValue) -> [String] {
    let outbound = value.value(at: ["permission_profile", "network", "outbound"])
    if outbound?["insecure_allow_all"]?.bool == true { return [] }
    let ports = (outbound?["allow_port"]?.list ?? []).compactMap {
      $0.scalarText.flatMap(UInt16.init)
    }
    let hosts = (outbound?["allow_host"]?.list ?? []).compactMap(\.string)
    return hosts.prefix(ConfigurationLimits.endpoints).flatMap { host in
      let bare = host.hasPrefix(".") ? "*" + host : host
      return GrantedEndpoint.spell(bare, ports: ports.isEmpty ? [443] : Array(ports.prefix(16)))
    }
  }

  mutating func collectDockerCatalogue(_ value: ConfigurationValue) {
    guard let registry = value["registry"] else { return }
    for member in registry.members ?? [] {
      if let remote = member.value.value(at: ["remote", "url"]) {
        add(name: member.name, value: Self.map([("url", remote.content)]), line: member.line)
      } else if let image = member.value["image"]?.string {
        let entry = Self.container(
          image: image, arguments: member.value["command"]?.list ?? [],
          environment: member.value["env"] ?? ConfigurationValue(.null))
        let hosts = (member.value["allowHosts"]?.list ?? []).compactMap(\.string)
        let granted = hosts.prefix(ConfigurationLimits.endpoints).flatMap {
          GrantedEndpoint.spell($0)
        }
        add(name: member.name, value: entry, line: member.line, granted: granted)
      }
    }
  }

  /// What a profile knows of a server stands in its snapshot; of an image or an endpoint alone in the
  /// entry.
  mutating func collectDockerProfiles(_ value: ConfigurationValue) {
    for server in (value.list ?? []).flatMap({ $0["servers"]?.list ?? [] }) {
      let known = server.value(at: ["snapshot", "server"]) ?? server
      let remote = known.value(at: ["remote", "url"]) ?? server["endpoint"]
      let image = known["image"]?.string ?? server["image"]?.string
      if let url = remote?.string, !url.isEmpty {
        let host = EndpointURL(url)?.hosts.first?.host
        let name = known["name"]?.string ?? host ?? url
        add(name: name, value: Self.map([("url", .string(url))]), line: nil)
      } else if let image, !image.isEmpty {
        addDockerProfile(known, image: image)
      }
    }
  }

  private mutating func addDockerProfile(_ server: ConfigurationValue, image: String) {
    let bare = CommandLineText.baseName(image).prefix { $0 != ":" && $0 != "@" }
    let entry = Self.container(
      image: image, arguments: server["command"]?.list ?? [],
      environment: server["env"] ?? ConfigurationValue(.null))
    let hosts = (server["allowHosts"]?.list ?? []).compactMap(\.string)
    let granted = hosts.prefix(ConfigurationLimits.endpoints).flatMap { GrantedEndpoint.spell($0) }
    add(name: server["name"]?.string ?? String(bare), value: entry, line: nil, granted: granted)
  }

  /// An image as the command line that would start it; its options are the product's own.
  private static func container(
    image: String, arguments: [ConfigurationValue], environment: ConfigurationValue
  ) -> ConfigurationValue {
    let words = ["docker", "run", image].map { ConfigurationValue(.string($0)) } + arguments
    return map([("command", .list(words)), ("env", environment.content)])
  }

  private static func map(_ members: [(String, ConfigurationValue.Content)]) -> ConfigurationValue {
    ConfigurationValue(
      .map(members.map { .init(name: $0.0, line: nil, value: ConfigurationValue($0.1)) }))
  }
}
