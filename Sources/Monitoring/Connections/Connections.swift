// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What the bytes of watched sockets say.
struct Connections: Sendable {
  private var resolvers = ResolverStreams()

  /// The DNS messages that a segment completes, as a datagram would have carried them.
  mutating func take(_ segment: StreamSegment) -> [DNSPayload] {
    guard segment.isOfResolver else { return [] }
    return resolvers.take(segment).map { message in
      DNSPayload(
        time: segment.time, owner: segment.owner, cookie: segment.cookie, peer: segment.peer,
        netNamespace: segment.netNamespace, transport: segment.transport,
        isAnswer: segment.isInbound, payload: Self.framed(message),
        isLoopback: segment.isLoopback)
    }
  }

  mutating func close(_ cookie: UInt64) { resolvers.close(cookie) }

  /// A message as TCP carries it, its length first.
  private static func framed(_ message: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: message.count >> 8), UInt8(truncatingIfNeeded: message.count)]
      + message
  }
}
