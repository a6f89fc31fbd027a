// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a finding says of the package that its server runs from.
package struct FindingPackage: Hashable, Sendable {
  /// Empty where no file says.
  package var version: String
  /// Whether the package itself names the host, and where; nil where nothing was read, or no host was reached.
  package var documented: String?
  /// Within a day: how long ago it changed, from which version to which.
  package var changed: String?

  package init(version: String, documented: String? = nil, changed: String? = nil) {
    self.version = version
    self.documented = documented
    self.changed = changed
  }

  init(_ package: ServerPackage, host: String?, hasName: Bool, at time: Instant) {
    self.init(
      version: package.facts?.version ?? "",
      documented: host.flatMap { Self.documented(package, $0, hasName: hasName) },
      changed: package.change(at: time))
  }

  private static func documented(
    _ package: ServerPackage, _ host: String, hasName: Bool
  ) -> String? {
    guard let facts = package.facts, !facts.files.isEmpty else { return nil }
    if let named = package.mention(of: host) { return "yes (\(named.file), line \(named.line))" }
    let what = facts.files.contains { $0.lowercased().hasPrefix("readme") || $0 == "METADATA" }
    let source = "the package's own \(what ? "README" : facts.files.joined(separator: ", "))"
    let isFull = facts.hosts.count >= PackageFacts.mostHosts
    switch facts.hosts.count {
    case 0: return "no: \(source) names no host"
    case 1: return "no: \(source) names 1 host, and it is not this one"
    case let count:
      let this = hasName ? "this is none of them" : "this is an address without a name"
      return "no: \(source) names \(isFull ? "at least " : "")\(count) hosts, \(this)"
    }
  }
}
