// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Monitoring

/// The line of a policy under which a finding would not be one, as `docs/policy.md` has it.
struct PolicyLine: Hashable, Sendable {
  /// `servers.github.expect: ["evil.example:443"]`
  let text: String
  /// `egret explain --server 'github' 'evil.example:443'`; nil where that command has no word for it.
  let explanation: String?

  /// nil where no line expects it.
  init?(_ finding: Finding) {
    switch finding.rule {
    case .unexpectedDestination, .addressWithoutName, .knownCollector, .metadataAccess,
      .localDestination, .noExpectations, .libraryHabit, .newVersionHost, .unexpectedName,
      .localHandoff:
      guard let place = Self.place(finding) else { return nil }
      self.init(of: finding.server, "expect", place)
    case .nameMismatch:
      guard let said = finding.target.said?.name else { return nil }
      self.init(of: finding.server, "expect", Self.text(said, Self.port(finding), finding))
    case .inboundClient:
      guard let address = finding.target.endpoint?.address else { return nil }
      self.init(of: finding.server, "clients", "\(address)/\(address.isIPv4 ? 32 : 128)")
    case .unexpectedResolver:
      guard let address = finding.target.endpoint?.address ?? finding.target.resolver else {
        return nil
      }
      self.init(text: "resolvers: [\"\(address)\"]")
    case .dnsTunnel, .installEgress, .destinationSwapped, .unlistedServer, .installerRun,
      .packageChanged,
      .uploadOverBudget, .scan,
      .configChanged, .configUnread:
      return nil
    }
  }

  private init(text: String) {
    self.text = text
    explanation = nil
  }

  private init(of server: FindingServer, _ key: String, _ item: String) {
    text = "servers.\(Self.key(server.name)).\(key): [\"\(item)\"]"
    explanation = key == "expect" ? Self.command(server.name, item) : nil
  }

  /// Somebody will paste it into a shell: what a shell would not leave as it is, is no word of it.
  private static func command(_ server: String, _ place: String) -> String? {
    guard isWord(server), isWord(place) else { return nil }
    return "egret explain --server '\(server)' '\(place)'"
  }

  /// Between single quotes every character is itself, but for the quote.
  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("-")
      && text.utf8.allSatisfy { 0x20..<0x7f ~= $0 && $0 != UInt8(ascii: "'") }
  }

  /// As it stands where a mapping is written in one line.
  private static func key(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      }
    return isPlain ? name : "\"\(name)\""
  }

  private static func port(_ finding: Finding) -> UInt16? {
    finding.target.endpoint?.port ?? finding.target.namedPort
  }

  private static func place(_ finding: Finding) -> String? {
    let target = finding.target
    if let path = target.unixPath { return "unix:\(path)" }
    if let name = target.hostname { return text(name, port(finding), finding) }
    guard let endpoint = target.endpoint else { return nil }
    let address = "\(endpoint.address)"
    let host = endpoint.address.isIPv4 ? address : "[\(address)]"
    return text(host, endpoint.port, finding)
  }

  /// `HOST:PORT/PROTOCOL`, without what goes without saying.
  private static func text(_ host: String, _ port: UInt16?, _ finding: Finding) -> String {
    switch finding.target.transport {
    case .tcp, .mptcp: host + (port.map { ":\($0)" } ?? "")
    case .udp, .sctp: port.map { "\(host):\($0)/\(finding.target.transport.name)" } ?? host
    case .icmp, .icmp6: "\(host)/icmp"
    default: "\(host)/any"
    }
  }
}
