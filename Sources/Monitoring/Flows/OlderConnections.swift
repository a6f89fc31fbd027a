// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Connections that were open before Egret and are judged: what is sent on them later is no news.
///
/// Bounded; what found no place may be reported twice, and is then folded as a repeat.
struct OlderConnections: Sendable {
  private struct Connection: Hashable {
    var server: UInt32
    var endpoint: Endpoint
    var transport: TransportProtocol
    var netNamespace: UInt32
  }

  private static let limit = 8_192

  private var known: Set<Connection> = []
  private var cookies: Set<UInt64> = []

  mutating func add(_ destination: Destination, of server: UInt32) {
    guard known.count < Self.limit, cookies.count < Self.limit else { return }
    known.insert(Self.connection(destination, server))
    if destination.cookie != 0 { cookies.insert(destination.cookie) }
  }

  /// Whether it is one of these. Below the calls the kernel may not know the socket's cookie.
  func holds(_ destination: Destination, of server: UInt32) -> Bool {
    guard known.contains(Self.connection(destination, server)) else { return false }
    return destination.cookie == 0 || cookies.contains(destination.cookie)
  }

  private static func connection(_ destination: Destination, _ server: UInt32) -> Connection {
    Connection(
      server: server, endpoint: destination.endpoint, transport: destination.transport,
      netNamespace: destination.netNamespace)
  }
}
