// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What leaves on a connection over TCP.
struct HeardStream: Sendable {
  private(set) var reader = ConnectionReader()
  /// Proxies that were told where a tunnel goes.
  private var depth = 0

  mutating func take(_ segment: StreamSegment) -> [Claim] {
    var heard = reader.take(segment.bytes[...], at: UInt64(segment.offset))
    if segment.isCut { heard += reader.breakOff() }
    return heard.flatMap { claims(of: $0, in: segment) }
  }

  private mutating func claims(of heard: ConnectionClaim, in segment: StreamSegment) -> [Claim] {
    switch heard {
    case .tls(let hello):
      [Claim(segment, depth, .hello(name: hello.serverName, isEncrypted: hello.isEncrypted))]
    case .http(let request): request.hosts.map { Claim(segment, depth, .host($0)) }
    case .proxy(let request): [claim(of: request, in: segment)]
    }
  }

  private mutating func claim(of request: ProxyTarget, in segment: StreamSegment) -> Claim {
    defer { if request.opensTunnel { depth += 1 } }
    return Claim(segment, depth, .proxy(request))
  }
}

extension Claim {
  init(_ segment: StreamSegment, _ depth: Int, _ said: Said) {
    self.init(
      time: segment.time, owner: segment.owner, cookie: segment.cookie, peer: segment.peer,
      netNamespace: segment.netNamespace, transport: segment.transport,
      isLoopback: segment.isLoopback, depth: depth, said: said)
  }
}
