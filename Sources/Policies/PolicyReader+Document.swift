// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import YAML

/// The parts of the document. Nothing descends further than the format goes: five levels.
extension PolicyReader {
  mutating func policy(_ root: YAMLNode) -> Policy {
    let known = ["egret", "resolvers", "proxies", "refuse", "servers"]
    guard let fields = fields(root, of: "the policy", known: known) else { return Policy() }
    checkVersion(fields["egret"]?.value)
    let resolvers = fields["resolvers"].map { self.resolvers($0.value) } ?? .system
    let proxies = fields["proxies"].map { self.proxies($0.value, of: "`proxies`") }
    let refused = fields["refuse"].map { self.refused($0.value) } ?? []
    let servers = fields["servers"].map { self.servers($0.value) } ?? []
    return Policy(
      resolvers: resolvers, proxies: proxies, refusedHabits: refused, servers: servers)
  }

  private mutating func checkVersion(_ node: YAMLNode?) {
    guard let node else {
      error(
        start,
        "the key `egret` is missing, which says what version the file is; start with `egret: 1`")
      return
    }
    guard let version = text(node, of: "`egret`"), version != "1" else { return }
    error(
      place(node),
      "version \(ShownText.quoted(version)) is not supported; this Egret reads `egret: 1`")
  }

  private mutating func resolvers(_ node: YAMLNode) -> ResolverChoice {
    if case .scalar("system", _) = node.content { return .system }
    guard case .sequence = node.content, let items = list(node, of: "`resolvers`") else {
      error(
        place(node),
        "`resolvers` must be `system` or a list of addresses, and this is \(Self.kind(node))")
      return .system
    }
    if items.isEmpty {
      error(place(node), "`resolvers` is empty, so no name would ever be believed; write `system`")
    }
    return .addresses(items.compactMap { resolver($0) })
  }

  private mutating func resolver(_ node: YAMLNode) -> IPAddress? {
    guard let text = text(node, of: "a resolver") else { return nil }
    if let address = IPAddress(text) { return address }
    error(
      place(node),
      "\(ShownText.quoted(text)) is no address; write one like 192.0.2.53, without a port")
    return nil
  }

  private mutating func servers(_ node: YAMLNode) -> [PolicyServer] {
    if case .scalar("", _) = node.content { return [] }
    guard let pairs = pairs(node, of: "`servers`") else { return [] }
    return pairs.compactMap { server(name: $0.name, key: $0.key, value: $0.value) }
  }

  private mutating func server(name: String, key: YAMLNode, value: YAMLNode) -> PolicyServer? {
    checkName(name, key)
    let what = "server \(ShownText.quoted(name))"
    let known = ["expect", "match", "run", "proxies", "clients"]
    guard let fields = fields(value, of: what, known: known) else { return nil }
    guard let expect = fields["expect"] else {
      // An unknown key has been told, and is probably this one.
      if case .mapping(let pairs) = value.content, pairs.count != fields.count { return nil }
      error(place(key), "\(what) has no `expect`; write `expect: [none]` if it needs no network")
      return nil
    }
    let match = fields["match"].flatMap { self.match($0.value, of: what) }
    let run = fields["run"].flatMap { self.run($0.value, of: what) }
    if let both = fields["run"], fields["match"] != nil {
      error(
        place(both.key),
        "\(what) has `match` and `run`: one is for what clients list, the other for "
          + "what none does; make two entries")
    }
    let list = expectations(expect.value, of: what)
    let proxies = fields["proxies"].map { self.proxies($0.value, of: "`proxies` of \(what)") }
    let clients = fields["clients"].map { self.clients($0.value, of: what) } ?? []
    return PolicyServer(
      name: name, match: match, run: run, expect: list, proxies: proxies, clients: clients,
      place: place(key))
  }

  private mutating func checkName(_ name: String, _ key: YAMLNode) {
    if name.isEmpty {
      error(place(key), "a server's name is empty; write the name in the client's configuration")
    } else if case .scalar(_, isPlain: true) = key.content,
      let surprise = YAMLSurprise(name)
    {
      warning(
        place(key), "the server's name is an unquoted \(ShownText.quoted(name)), \(surprise.advice)"
      )
    }
  }

  private mutating func match(_ node: YAMLNode, of what: String) -> ServerMatch? {
    let known = ["package", "command", "client", "name"]
    guard let fields = fields(node, of: "`match` of \(what)", known: known) else { return nil }
    if case .mapping([]) = node.content {
      error(place(node), "`match` of \(what) is empty; remove it, or say what it matches")
    }
    var values: [String: String] = [:]
    for (name, field) in fields { values[name] = text(field.value, of: "`\(name)`") }
    return ServerMatch(
      name: values["name"],
      package: values["package"].flatMap { package($0, fields["package"]?.value) },
      command: values["command"], client: values["client"])
  }

  private mutating func package(_ text: String, _ node: YAMLNode?) -> PackageName? {
    let place = node.map { self.place($0) } ?? start
    guard let package = PackageName(text) else {
      error(
        place, "\(ShownText.quoted(text)) is no package; write npm:NAME, pypi:NAME or oci:IMAGE")
      return nil
    }
    if !["npm", "pypi", "oci"].contains(package.ecosystem) {
      warning(
        place, "\(ShownText.quoted(package.ecosystem)) is no registry Egret knows (npm, pypi, oci)")
    }
    return package
  }
}
