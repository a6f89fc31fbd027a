// SPDX-License-Identifier: Apache-2.0

package import Events

/// The transport protocols that an expectation allows.
package struct ProtocolSet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let tcp = ProtocolSet(rawValue: 1)
  package static let udp = ProtocolSet(rawValue: 2)
  package static let icmp = ProtocolSet(rawValue: 4)
  package static let sctp = ProtocolSet(rawValue: 8)
  /// Everything that no policy can spell: GRE, raw and so on.
  package static let other = ProtocolSet(rawValue: 16)
  package static let any: ProtocolSet = [.tcp, .udp, .icmp, .sctp, .other]
  /// HTTP over TLS and over QUIC.
  package static let https: ProtocolSet = [.tcp, .udp]

  /// The one member that a socket's protocol is.
  package init(_ transport: TransportProtocol) {
    switch transport {
    case .tcp, .mptcp: self = .tcp
    case .udp, .udplite: self = .udp
    case .icmp, .icmp6: self = .icmp
    case .sctp: self = .sctp
    default: self = .other
    }
  }

  /// Whether the protocol has port numbers. ICMP and unknown protocols have none.
  var hasPorts: Bool { isDisjoint(with: [.icmp, .other]) }

  static let spellings: KeyValuePairs<String, ProtocolSet> = [
    "tcp": .tcp, "udp": .udp, "icmp": .icmp, "sctp": .sctp, "any": .any, "https": .https,
  ]

  /// From the policy's word, in any case; nil for another word.
  init?(spelling: some StringProtocol) {
    let word = spelling.lowercased()
    guard let found = Self.spellings.first(where: { $0.key == word }) else { return nil }
    self = found.value
  }

  /// The policy's word.
  var spelling: String { Self.spellings.first { $0.value == self }?.key ?? "any" }
}
