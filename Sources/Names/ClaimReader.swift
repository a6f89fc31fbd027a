// SPDX-License-Identifier: Apache-2.0

package import Events

/// What the clients of connections say first: segments and datagrams in, claims out. Their bytes end
/// here.
///
/// Bounded. The connection that began first goes first: what it would have said is not heard.
package struct ClaimReader: Sendable {
  package static let connectionLimit = 2_048
  /// Bytes that wait for others, in all connections.
  package static let byteLimit = 4 << 20

  private struct Key: Hashable {
    var cookie: UInt64
    /// One socket of UDP may have connections to several peers.
    var peer: Endpoint?
  }

  private var connections: [Key: HeardConnection] = [:]
  private var peers: [UInt64: [Endpoint]] = [:]
  /// Keys in the order they came; some are gone.
  private var order: [Key] = []
  private var head = 0
  private var held = 0
  /// Connections that had to go before they had said all.
  package private(set) var dropped: UInt64 = 0

  package init() {}

  package var count: Int { connections.count }
  package var waiting: Int { held }

  /// What a segment completes.
  package mutating func take(_ segment: StreamSegment) -> [Claim] {
    guard !segment.isInbound, segment.cookie != 0 else { return [] }
    let isDatagram = segment.transport == .udp
    let key = Key(cookie: segment.cookie, peer: isDatagram ? segment.peer : nil)
    let known = connections.removeValue(forKey: key)
    var connection = known ?? (isDatagram ? .datagrams(HeardDatagrams()) : .stream(HeardStream()))
    held -= connection.held
    let claims = connection.take(segment)
    if connection.isAtEnd {
      if known != nil { forget(key) }
    } else {
      keep(connection, key, isNew: known == nil)
    }
    return claims
  }

  /// The socket is closed.
  package mutating func close(_ cookie: UInt64) {
    remove(Key(cookie: cookie, peer: nil))
    for peer in peers[cookie] ?? [] { remove(Key(cookie: cookie, peer: peer)) }
  }

  private mutating func keep(_ connection: HeardConnection, _ key: Key, isNew: Bool) {
    connections[key] = connection
    held += connection.held
    if isNew {
      order.append(key)
      if let peer = key.peer { peers[key.cookie, default: []].append(peer) }
    }
    while connections.count > Self.connectionLimit || held > Self.byteLimit { dropOldest() }
    if order.count - head > 2 * Self.connectionLimit { compact() }
  }

  private mutating func remove(_ key: Key) {
    guard let connection = connections.removeValue(forKey: key) else { return }
    held -= connection.held
    forget(key)
  }

  private mutating func forget(_ key: Key) {
    guard let peer = key.peer else { return }
    peers[key.cookie]?.removeAll { $0 == peer }
    if peers[key.cookie]?.isEmpty == true { peers[key.cookie] = nil }
  }

  private mutating func dropOldest() {
    guard head < order.count else { return }
    let key = order[head]
    head += 1
    if connections[key] != nil { dropped &+= 1 }
    remove(key)
    if head > Self.connectionLimit { compact() }
  }

  private mutating func compact() {
    var seen: Set<Key> = []
    order = order[head...].filter { connections[$0] != nil && seen.insert($0).inserted }
    head = 0
  }
}
