// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Monitoring

/// The line of a policy under which a finding would not be one, as `docs/policy.md` has it.
struct PolicyLine: Hashable, Sendable {
  /// The server's; empty where the line is the whole policy's.
  let server: String
  /// `expect`
  let key: String
  /// `evil.example:443`
  let item: String

  init?(_ finding: Finding) { self.init(PolicyPlace(finding)) }

  /// nil where no line expects it.
  init?(_ place: PolicyPlace) {
    switch place.rule {
    case .unexpectedDestination, .addressWithoutName, .knownCollector, .metadataAccess,
      .localDestination, .noExpectations, .libraryHabit, .newVersionHost,
      .unexpectedName, .localHandoff:
      guard let item = Self.item(place) else { return nil }
      self.init(place, "expect", item)
    case .nameMismatch:
      guard let said = place.said else { return nil }
      self.init(place, "expect", Self.text(said, place))
    case .inboundClient:
      guard let address = place.address else { return nil }
      self.init(place, "clients", "\(address)/\(address.isIPv4 ? 32 : 128)")
    case .unexpectedResolver:
      guard let address = place.address ?? place.resolver else { return nil }
      self.init(server: "", key: "resolvers", item: "\(address)")
    case .dnsTunnel, .installEgress, .destinationSwapped, .unlistedServer, .installerRun,
      .packageChanged,
      .uploadOverBudget, .scan,
      .configChanged, .configUnread:
      return nil
    }
  }

  private init(server: String, key: String, item: String) {
    self.server = server
    self.key = key
    self.item = item
  }

  private init(_ place: PolicyPlace, _ key: String, _ item: String) {
    self.init(server: place.server, key: key, item: item)
  }

  /// `servers.github.expect: ["evil.example:443"]`
  var text: String {
    server.isEmpty
      ? "\(key): [\"\(item)\"]" : "servers.\(Self.key(server)).\(key): [\"\(item)\"]"
  }

  /// The same as lines of a file.
  var lines: [String] {
    if server.isEmpty { return ["\(key):", "  - \"\(item)\""] }
    return ["servers:", "  \(Self.key(server)):", "    \(key):", "      - \"\(item)\""]
  }

  /// `egret explain --server 'github' 'evil.example:443'`; nil where that command has no word for it.
  ///
  /// Somebody will paste it into a shell: what a shell would not leave as it is, is no word of it.
  var explanation: String? {
    guard key == "expect", Self.isWord(server), Self.isWord(item) else { return nil }
    return "egret explain --server '\(server)' '\(item)'"
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
    return isPlain ? name : "\"\(quotable(name))\""
  }

  /// What would end a text in double quotes, or begin an escape in it.
  private static func quotable(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(scalar)
    }
    return text
  }

  private static func item(_ place: PolicyPlace) -> String? {
    if let path = place.unixPath { return "unix:\(path)" }
    if let name = place.hostname { return text(name, place) }
    guard let address = place.address else { return nil }
    return text(address.isIPv4 ? "\(address)" : "[\(address)]", place)
  }

  /// `HOST:PORT/PROTOCOL`, without what goes without saying.
  private static func text(_ host: String, _ place: PolicyPlace) -> String {
    switch place.transport {
    case .tcp, .mptcp: host + (place.port.map { ":\($0)" } ?? "")
    case .udp, .sctp: place.port.map { "\(host):\($0)/\(place.transport.name)" } ?? host
    case .icmp, .icmp6: "\(host)/icmp"
    default: "\(host)/any"
    }
  }
}
