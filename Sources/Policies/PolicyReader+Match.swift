// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The `match` of a server.
extension PolicyReader {
  mutating func match(_ node: YAMLNode, of what: String) -> ServerMatch? {
    guard let fields = fields(node, of: "`match` of \(what)", known: PolicyKeys.match) else {
      return nil
    }
    if case .mapping([]) = node.content {
      error(place(node), "`match` of \(what) is empty; remove it, or say what it matches")
    }
    var values: [String: String] = [:]
    for (name, field) in fields where name != "container" {
      values[name] = text(field.value, of: "`\(name)`")
    }
    if let client = values["client"], let node = fields["client"]?.value {
      checkClient(client, node)
    }
    if let command = values["command"], let node = fields["command"]?.value {
      checkCommand(command, node)
    }
    return ServerMatch(
      name: values["name"],
      package: values["package"].flatMap { package($0, fields["package"]?.value) },
      command: values["command"], client: values["client"],
      container: fields["container"].flatMap { container($0.value, of: what) })
  }

  private mutating func checkClient(_ name: String, _ node: YAMLNode) {
    if let fault = words.clients.fault(of: name) { warning(place(node), fault) }
  }

  /// An entry is compared by what it starts, without arguments. A path may have a blank in it.
  private mutating func checkCommand(_ text: String, _ node: YAMLNode) {
    let words = text.split(separator: " ")
    guard words.count > 1, !text.hasPrefix("/") || words[1].hasPrefix("-") else { return }
    let package = Self.package(started: words).map { ", or `package: \($0)`" } ?? ""
    error(
      place(node),
      "`command` is \(ShownText.quoted(Redactor.redacted(text))), with arguments, and fits nothing: it is a "
        + "base name or a path; write `command: \(ShownText.escaped(String(words[0]), limit: 80))`"
        + package)
  }

  /// What a launcher's line starts, in the policy's spelling.
  private static func package(started words: [Substring]) -> String? {
    let ecosystems = [
      "npx": "npm", "bunx": "npm", "pnpx": "npm", "uvx": "pypi", "pipx": "pypi",
    ]
    guard let first = words.first, let ecosystem = ecosystems[Subject.baseName(String(first))],
      let name = words.dropFirst().first(where: { !$0.hasPrefix("-") && $0 != "run" })
    else { return nil }
    return PackageName("\(ecosystem):\(name)").map {
      ShownText.escaped($0.description, limit: 120)
    }
  }

  mutating func package(_ text: String, _ node: YAMLNode?) -> PackageName? {
    let place = node.map { self.place($0) } ?? start
    guard let package = PackageName(text) else {
      error(place, PackageName.fault(of: text) ?? "")
      return nil
    }
    if let fault = PackageName.fault(of: text) { warning(place, fault) }
    return package
  }
}

extension PackageName {
  /// The registries that Egret knows.
  private static let ecosystems = ["npm", "pypi", "oci"]

  /// Why a text names no package, and what to write; nil for one that does.
  package static func fault(of text: String) -> String? {
    guard let package = PackageName(text) else {
      let spelt = ShownText.quoted(text)
      if text.hasPrefix("@") {
        return "\(spelt) has no registry; write npm:\(ShownText.escaped(text, limit: 120))"
      }
      return "\(spelt) is no package; write npm:NAME, pypi:NAME or oci:IMAGE"
    }
    if ecosystems.contains(package.ecosystem) { return nil }
    let known = ecosystems.joined(separator: ", ")
    return "\(ShownText.quoted(package.ecosystem)) is no registry Egret knows (\(known))"
  }
}
