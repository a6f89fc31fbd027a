// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a process told a proxy, or what it takes for one, on a connection.
struct Proxied: Sendable {
  let claim: Claim
  let target: ProxyTarget
  let proxy: FindingProxy
  /// The target as a destination, where the proxy was told an address.
  let destination: Destination?

  init(_ target: ProxyTarget, _ claim: Claim, by proxy: FindingProxy) {
    self.target = target
    self.claim = claim
    self.proxy = proxy
    destination = NumericHost.address(target.host).map {
      Destination(claim, to: Endpoint(address: $0, port: target.port))
    }
  }

  /// The same, as of a later time: what is said in the tunnel is an act of that time.
  func said(at time: Instant) -> Proxied {
    var claim = claim
    claim.time = time
    return Proxied(target, claim, by: proxy)
  }

  /// It stands on the proxy itself, which is another machine.
  var isOfProxy: Bool {
    if claim.isLoopback || proxy.endpoint.address.scope == .loopback { return false }
    guard let destination else {
      return target.host == "localhost" || target.host.hasSuffix(".localhost")
    }
    switch destination.endpoint.address.scope {
    case .loopback, .unspecified: return true
    case .linkLocal, .privateUse, .global, .multicast, .broadcast: return false
    }
  }

  var place: String { destination.map { "\($0.endpoint)" } ?? "\(target.host):\(target.port)" }

  /// What was said, for the reasons of an alert about the proxy itself.
  var telling: String { "it was told by \(target.way.words) to go to \(place)" }
}

extension Destination {
  /// Of who said something on a connection: the other side, or what that was told.
  init(_ claim: Claim, to endpoint: Endpoint) {
    self.init(
      time: claim.time, actor: claim.owner, owner: claim.owner, cookie: claim.cookie,
      endpoint: endpoint, transport: claim.transport, hook: .egress, via: .unknown,
      netNamespace: claim.netNamespace)
  }
}

extension ProxyTarget.Way {
  var words: String {
    switch self {
    case .connect: "CONNECT"
    case .absolute: "a request for a whole URL"
    case .host: "the Host of a request"
    case .socks4: "SOCKS4"
    case .socks4a: "SOCKS4a"
    case .socks5: "SOCKS5"
    }
  }
}
