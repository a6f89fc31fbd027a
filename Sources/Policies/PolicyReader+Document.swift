// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import YAML

/// The parts of the document. Nothing descends further than the format goes: five levels.
extension PolicyReader {
  mutating func policy(_ root: YAMLNode) -> Policy {
    guard let fields = fields(root, of: "the policy", known: PolicyKeys.head) else {
      return Policy()
    }
    for (key, field) in fields { heads[key] = place(field.key) }
    checkVersion(fields["egret"]?.value)
    let resolvers = fields["resolvers"].map { self.resolvers($0.value) } ?? .system
    let proxies = fields["proxies"].map { self.proxies($0.value, of: "`proxies`") }
    let registries = fields["registries"].map { self.registries($0.value, of: "`registries`") }
    let defaults = fields["defaults"].map { self.defaults($0.value) } ?? PolicyDefaults()
    let refused = fields["refuse"].map { self.refused($0.value) } ?? []
    let servers = fields["servers"].map { self.servers($0.value) } ?? []
    let suppressions = fields["suppress"].map { self.suppressions($0.value) } ?? []
    return Policy(
      resolvers: resolvers, proxies: proxies, refusedHabits: refused, servers: servers,
      suppressions: suppressions, registries: registries, defaults: defaults)
  }

  mutating func checkVersion(_ node: YAMLNode?) {
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
    guard let fields = fields(value, of: what, known: PolicyKeys.server) else { return nil }
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
    let registries = fields["registries"].map {
      self.registries($0.value, of: "`registries` of \(what)")
    }
    let needs = fields["needs"].map { self.needs($0.value, of: what) }
    return PolicyServer(
      name: name, match: match, run: run, expect: list, proxies: proxies, clients: clients,
      registries: registries, needs: needs, place: place(key))
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
}
