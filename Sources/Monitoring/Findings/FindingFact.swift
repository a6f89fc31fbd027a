// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a finding is about, whatever rule it is under: the same under every policy.
package struct FindingFact: Hashable, Sendable {
  package let server: String
  /// The executable.
  package let program: String
  /// `evil.example:443/tcp`, or what else was found.
  package let place: String

  package init(_ finding: Finding) {
    server = finding.server.name
    program = finding.process.path
    place = Self.place(finding)
  }

  /// By name where one is known: addresses of a host change. Which of several names is shown is the policy's
  /// affair, and the first by letter is not.
  private static func place(_ finding: Finding) -> String {
    let target = finding.target
    if let path = target.unixPath { return "unix:\(path)" }
    let port = (target.endpoint?.port ?? target.namedPort).map { ":\($0)" } ?? ""
    let transport = "/\(target.transport.name)"
    let proxy = finding.proxy.map { " by the proxy \($0)" } ?? ""
    if let name = target.names.min() ?? target.hostname { return name + port + transport + proxy }
    if let endpoint = target.endpoint { return "\(endpoint)\(transport)\(proxy)" }
    return finding.reasons.first ?? finding.rule.title
  }
}
