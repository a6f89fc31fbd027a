// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The `expect` list of a server.
extension PolicyReader {
  mutating func expectations(_ node: YAMLNode, of what: String) -> [Expectation] {
    guard let items = list(node, of: "`expect` of \(what)") else { return [] }
    if items.isEmpty {
      error(place(node), "`expect` of \(what) is empty; write [none] if nothing is expected")
    }
    let read = items.compactMap { item($0) }
    for (expectation, place) in read { checkBreadth(expectation, place) }
    checkReach(read)
    return read.map(\.0)
  }

  private mutating func item(_ node: YAMLNode) -> (Expectation, Place)? {
    let here = place(node)
    let expectation: Expectation?
    switch node.content {
    case .mapping: expectation = mapping(node, here)
    case .sequence:
      error(
        here,
        "an entry is a list; write its items one by one, and quote IPv6: \"[2001:db8::1]:443\"")
      return nil
    case .scalar:
      expectation = text(node, of: "an entry").flatMap { parse($0, here) }
    }
    return expectation.map { ($0, here) }
  }

  mutating func parse(_ text: String, _ here: Place) -> Expectation? {
    do { return try Expectation.parse(text, origin: .policy(here)) } catch {
      self.error(here, error.description)
      return nil
    }
  }

  /// `{host, port, protocol, max-upload}`, read as the text it stands for.
  private mutating func mapping(_ node: YAMLNode, _ here: Place) -> Expectation? {
    let known = PolicyKeys.entry
    guard let fields = fields(node, of: "the entry", known: known) else { return nil }
    guard let hostNode = fields["host"]?.value else {
      error(here, "the entry has no `host`; write `host: NAME`")
      return nil
    }
    var values: [String: String] = [:]
    for name in known {
      guard let value = fields[name]?.value else { continue }
      guard let text = text(value, of: "`\(name)`") else { return nil }
      values[name] = text
    }
    if values["host"]?.hasPrefix(Expectation.socketPrefix) == true,
      values["port"] != nil || values["protocol"] != nil
    {
      error(here, "a Unix socket has neither port nor protocol; leave them out")
      return nil
    }
    guard var expectation = parse(Self.spelling(values), place(hostNode)) else { return nil }
    expectation.origin = .policy(here)
    guard let limit = fields["max-upload"], let text = values["max-upload"] else {
      return expectation
    }
    if case .socket = expectation.target {
      error(
        place(limit.key), "what goes over a Unix socket is not counted; leave out `max-upload`")
    }
    expectation.maxUpload = budget(text, limit.value)
    return expectation
  }

  private static func spelling(_ values: [String: String]) -> String {
    let port = values["port"].map { ":\($0)" } ?? ""
    let transport = values["protocol"].map { "/\($0)" } ?? ""
    return (values["host"] ?? "") + port + transport
  }

  mutating func budget(_ text: String, _ node: YAMLNode) -> UploadBudget? {
    if let budget = UploadBudget.parse(text) { return budget }
    error(
      place(node),
      "\(ShownText.quoted(text)) is no amount; write bytes, or kB, MB, GB, KiB, MiB, GiB: `10MB`, or "
        + "`10MB/hour` (minute, hour, day)")
    return nil
  }
}
