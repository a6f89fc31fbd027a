// SPDX-License-Identifier: Apache-2.0

/// An IP protocol number, with names for those a policy can spell.
package struct TransportProtocol: Hashable, Sendable {
  package var number: UInt16

  package init(number: UInt16) { self.number = number }

  package static let icmp = TransportProtocol(number: 1)
  package static let tcp = TransportProtocol(number: 6)
  package static let udp = TransportProtocol(number: 17)
  package static let icmp6 = TransportProtocol(number: 58)
  package static let sctp = TransportProtocol(number: 132)
  package static let udplite = TransportProtocol(number: 136)
  /// MPTCP's own number is above 255: it is a socket's protocol, and TCP on the wire.
  package static let mptcp = TransportProtocol(number: 262)
  package static let raw = TransportProtocol(number: 255)

  /// The IANA keyword in lower case, `mptcp` as `tcp`; the number where there is none.
  package var name: String {
    switch self {
    case .icmp: "icmp"
    case .tcp, .mptcp: "tcp"
    case .udp: "udp"
    case .icmp6: "ipv6-icmp"
    case .sctp: "sctp"
    case .udplite: "udplite"
    case .raw: "raw"
    default: String(number)
    }
  }

  /// The number as it stands in an IP header.
  package var wireNumber: UInt16 { self == .mptcp ? 6 : number }
}
