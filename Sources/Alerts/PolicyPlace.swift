// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Monitoring

/// What of a finding a policy's line is made of, whether the finding is at hand or only its line.
struct PolicyPlace {
  let rule: Rule
  let server: String
  var unixPath: String?
  /// By evidence, and not by what the process says.
  var hostname: String?
  var address: IPAddress?
  var port: UInt16?
  var transport: TransportProtocol
  var said: String?
  var resolver: IPAddress?

  init(_ finding: Finding) {
    rule = finding.rule
    server = finding.server.name
    unixPath = finding.target.unixPath
    hostname = finding.target.hostname
    address = finding.target.endpoint?.address
    port = finding.target.endpoint?.port ?? finding.target.namedPort
    transport = finding.target.transport
    said = finding.target.said?.name
    resolver = finding.target.resolver
  }

  /// nil where the line names no rule of this version, or no server.
  init?(_ alert: ReportedAlert) {
    guard let rule = Rule(rawValue: alert.rule), !alert.server.isEmpty else { return nil }
    self.rule = rule
    server = alert.server
    unixPath = alert.facts.unixPath
    let evidence = alert.facts.nameEvidence.flatMap { NameEvidence(rawValue: $0) }
    hostname = Self.isOnlySaid(evidence) || alert.hostname.isEmpty ? nil : alert.hostname
    address = IPAddress(alert.address)
    port = alert.port
    transport = Self.transport(alert.transport)
    said = alert.facts.saidName
    resolver = alert.facts.resolver.flatMap { IPAddress($0) }
  }

  private static func isOnlySaid(_ evidence: NameEvidence?) -> Bool {
    switch evidence {
    case .some(.sni), .some(.quic), .some(.http): true
    case .some(.dns), .some(.machine), .some(.proxy), .some(.none), nil: false
    }
  }

  /// What a line does not say is TCP: a name that was asked for is expected as a host.
  private static func transport(_ name: String) -> TransportProtocol {
    let known: [TransportProtocol] = [.tcp, .udp, .icmp, .icmp6, .sctp, .udplite, .raw]
    if name.isEmpty { return .tcp }
    return known.first { $0.name == name } ?? TransportProtocol(number: UInt16(name) ?? 255)
  }
}
