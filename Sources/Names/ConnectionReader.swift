// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Reads what a client says first on a connection over TCP, from segments as they are captured: TLS,
/// HTTP with every request of the connection, SOCKS, and behind a proxy's answer again one of these.
/// Bounded: a ClientHello, a greeting of SOCKS, one head of HTTP.
package struct ConnectionReader: Sendable {
  /// A ClientHello with key shares for post-quantum cryptography has some 1,800 bytes.
  package static let helloLimit = 16_384
  private static let greetingLimit = 1_024
  /// Proxies behind proxies.
  private static let depthLimit = 3

  private enum State {
    case undecided
    case tls, socks
    case http(HTTPStream)
    case end
  }

  private var state = State.undecided
  private var bytes: [UInt8] = []
  /// Where the next byte stands, counted from the stream's first.
  private var position: UInt64 = 0
  private var depth = 0

  package init() {}

  /// Nothing more will be found: copying can stop.
  package var isAtEnd: Bool { if case .end = state { true } else { false } }
  /// Bytes that wait for others.
  package var held: Int {
    if case .http(let stream) = state { stream.held } else { bytes.count }
  }

  /// The next segment. Without an offset it follows the last one; what came before is passed over, and
  /// a gap ends the reading where it is not in a body.
  package mutating func take(
    _ segment: ArraySlice<UInt8>, at offset: UInt64? = nil
  ) -> [ConnectionClaim] {
    let offset = offset ?? position
    let (end, overflow) = offset.addingReportingOverflow(UInt64(segment.count))
    guard !isAtEnd, !overflow, end > position else { return [] }
    let missed = offset > position ? pass(offset - position) : []
    let new = offset < position ? segment.dropFirst(Int(position - offset)) : segment
    position = end
    return missed + read(new)
  }

  /// Bytes follow the last segment that will not come: what is known of a message says what it can.
  package mutating func breakOff() -> [ConnectionClaim] { pass(nil) }

  /// A number of bytes that were not captured; nil where it is not known yet.
  private mutating func pass(_ count: UInt64?) -> [ConnectionClaim] {
    switch state {
    case .http(var stream):
      let request = count.map { stream.pass($0) } ?? stream.breakOff()
      state = .http(stream)
      leave(stream)
      return request.map { [Self.claim($0)] } ?? []
    case .tls:
      defer { finish() }
      guard case .found(let hello) = ClientHello.parse(bytes[...], isCut: true) else { return [] }
      return [.tls(hello)]
    case .undecided, .socks, .end:
      finish()
      return []
    }
  }

  private mutating func finish() {
    state = .end
    bytes = []
  }

  private mutating func read(_ segment: ArraySlice<UInt8>) -> [ConnectionClaim] {
    var (claims, rest) = ([ConnectionClaim](), segment)
    while !rest.isEmpty {
      switch state {
      case .end: return claims
      case .undecided: decide(by: rest[rest.startIndex])
      case .tls: if let claim = readHello(&rest) { claims.append(claim) }
      case .socks: if let claim = readSOCKS(&rest) { claims.append(claim) }
      case .http(let stream): claims += readRequests(stream, &rest)
      }
    }
    return claims
  }

  private mutating func decide(by first: UInt8) {
    switch first {
    case 0x16: state = .tls
    case 4, 5: state = .socks
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): state = .http(HTTPStream())
    default: finish()
    }
  }

  private mutating func readHello(_ rest: inout ArraySlice<UInt8>) -> ConnectionClaim? {
    bytes += rest.prefix(Self.helloLimit - bytes.count)
    rest = []
    switch ClientHello.parse(bytes[...], isCut: bytes.count >= Self.helloLimit) {
    case .incomplete where bytes.count < Self.helloLimit: return nil
    case .incomplete, .foreign:
      finish()
      return nil
    case .found(let hello):
      finish()
      return .tls(hello)
    }
  }

  private mutating func readSOCKS(_ rest: inout ArraySlice<UInt8>) -> ConnectionClaim? {
    let known = bytes.count
    bytes += rest.prefix(Self.greetingLimit - known)
    switch SOCKSGreeting.parse(bytes[...]) {
    case .incomplete where bytes.count < Self.greetingLimit:
      rest = []
      return nil
    case .incomplete, .foreign:
      finish()
      return nil
    case .found(let found):
      rest = rest.dropFirst(max(found.length - known, 0))
      enterTunnel()
      return .proxy(found.request)
    }
  }

  private mutating func readRequests(
    _ stream: HTTPStream, _ rest: inout ArraySlice<UInt8>
  ) -> [ConnectionClaim] {
    var stream = stream
    let (requests, left) = stream.take(rest)
    rest = left
    state = .http(stream)
    leave(stream)
    return requests.map(Self.claim)
  }

  private mutating func leave(_ stream: HTTPStream) {
    if stream.isTunnel { enterTunnel() } else if stream.isAtEnd { finish() }
  }

  private static func claim(_ request: HTTPRequest) -> ConnectionClaim {
    ProxyTarget(request).map { .proxy($0) } ?? .http(request)
  }

  /// What follows is for the host that the proxy was told.
  private mutating func enterTunnel() {
    bytes = []
    depth += 1
    state = depth < Self.depthLimit ? .undecided : .end
  }
}
