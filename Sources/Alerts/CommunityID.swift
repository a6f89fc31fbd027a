// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Events

/// The Community ID of a flow, version 1 with seed 0: the same in every tool that saw it, from either side.
struct CommunityID: Hashable, Sendable {
  /// `1:` and the base64 of a SHA-1.
  let text: String

  /// nil for protocols without ports.
  init?(from one: Endpoint, to other: Endpoint, _ transport: TransportProtocol) {
    guard let number = Self.number(of: transport),
      one.address.isIPv4 == other.address.isIPv4
    else { return nil }
    let (left, right) = (Self.key(one), Self.key(other))
    let isOrdered = !right.lexicographicallyPrecedes(left)
    let (first, second) = isOrdered ? (one, other) : (other, one)
    var message: [UInt8] = [0, 0]
    message += first.address.bytes + second.address.bytes
    message += [number, 0]
    message += Self.bytes(first.port) + Self.bytes(second.port)
    text = "1:" + Base64.encode(Array(Insecure.SHA1.hash(data: message)))
  }

  private static func number(of transport: TransportProtocol) -> UInt8? {
    switch transport {
    case .tcp, .mptcp: 6
    case .udp: 17
    case .sctp: 132
    default: nil
    }
  }

  private static func key(_ endpoint: Endpoint) -> [UInt8] {
    endpoint.address.bytes + bytes(endpoint.port)
  }

  private static func bytes(_ port: UInt16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: port >> 8), UInt8(truncatingIfNeeded: port)]
  }
}
