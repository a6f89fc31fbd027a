// SPDX-License-Identifier: Apache-2.0

import YAML

/// `defaults`, and the `registries` lists: of the whole policy, and of a server.
extension PolicyReader {
  mutating func defaults(_ node: YAMLNode) -> PolicyDefaults {
    let what = "`defaults`"
    guard let fields = fields(node, of: what, known: PolicyKeys.defaults) else {
      return PolicyDefaults()
    }
    if case .mapping([]) = node.content {
      error(
        place(node), "`defaults` is empty; say what: \(PolicyKeys.defaults.joined(separator: ", "))"
      )
    }
    let expect = fields["expect"].map { expectations($0.value, of: what) } ?? []
    if expect.contains(where: { $0.target == .none }) {
      error(place(node), "`none` cannot be a default: a server that needs nothing says so itself")
    }
    let limit = fields["max-upload"].flatMap { field in
      text(field.value, of: "`max-upload`").flatMap { self.budget($0, field.value) }
    }
    return PolicyDefaults(
      expect: expect, maxUpload: limit,
      clients: fields["clients"].map { clients($0.value, of: what) } ?? [])
  }

  mutating func registries(_ node: YAMLNode, of what: String) -> [Expectation] {
    guard let items = list(node, of: what) else { return [] }
    if items.isEmpty {
      error(place(node), "\(what) is empty; write [none] if nothing is to be installed")
    }
    let read = items.compactMap { registry($0) }
    for (registry, place) in read { checkBreadth(registry, place) }
    checkReach(read)
    return read.map(\.0)
  }

  private mutating func registry(_ node: YAMLNode) -> (Expectation, Place)? {
    let here = place(node)
    guard let text = text(node, of: "a registry"), let registry = parse(text, here) else {
      return nil
    }
    switch registry.target {
    case .any, .socket:
      error(here, "a registry is a host or an address; write HOST or HOST:PORT")
      return nil
    case .host, .network, .none: return (registry, here)
    }
  }
}
