// SPDX-License-Identifier: Apache-2.0

internal import Events

/// An endpoint in the policy's spelling.
struct LearnedEndpoint: Hashable, Sendable {
  let text: String
  /// It has no name that a policy could list: an address says little to a reviewer.
  let isAddress: Bool

  /// The entry: by the name that was learned last, otherwise by address.
  init(endpoint: Endpoint, transport: TransportProtocol, names: [String]) {
    let name =
      Self.isNameable(endpoint.address) ? names.lazy.compactMap { Self.spelled($0) }.first : nil
    isAddress = name == nil
    text = Self.text(
      host: name ?? Self.spelled(endpoint.address), port: endpoint.port,
      protocols: ProtocolSet(transport))
  }

  /// A host that a proxy was told by its name; nil for one that no policy lists.
  init?(host: String, port: UInt16) {
    guard port != 0, let name = Self.spelled(host) else { return nil }
    isAddress = false
    text = Self.text(host: name, port: port, protocols: .tcp)
  }

  /// A Unix socket by its whole path or abstract name; nil for one that no policy lists. What is a wildcard
  /// in a policy would stand for more than was seen.
  init?(socket: String) {
    guard !socket.contains("*"), let pattern = try? SocketPattern(parsing: Substring(socket)) else {
      return nil
    }
    isAddress = false
    text = "unix:\(pattern.name)"
  }

  /// The name as a policy may list it; nil if it may not. No policy opens the machine by a name.
  private static func spelled(_ name: String) -> String? {
    guard let pattern = try? HostPattern(parsing: Substring(name)), !pattern.isWildcard,
      !pattern.isLocalhost
    else { return nil }
    return pattern.name
  }

  /// No name covers the machine itself, a metadata service or a group.
  private static func isNameable(_ address: IPAddress) -> Bool {
    switch Reach(address) {
    case .metadata, .local, .group: false
    case .privateUse, .global: true
    }
  }

  private static func spelled(_ address: IPAddress) -> String {
    address.scope == .loopback ? "localhost" : address.isIPv4 ? "\(address)" : "[\(address)]"
  }

  private static func text(host: String, port: UInt16, protocols: ProtocolSet) -> String {
    switch protocols {
    case .tcp: port == Expectation.defaultPort ? host : "\(host):\(port)"
    case .udp, .sctp: "\(host):\(port)/\(protocols.spelling)"
    case .icmp: "\(host)/icmp"
    default: "\(host):*/any"
    }
  }

  /// The machine itself needs no name: a number says where it leads.
  var isBare: Bool { isAddress && !text.hasPrefix("localhost") }

  var expectation: Expectation? { try? Expectation.parse(text) }
}
