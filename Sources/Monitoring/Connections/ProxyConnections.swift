// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Connections to proxies that count, on which nothing was read yet of where the proxy is to go: what
/// stays so until its end is said.
///
/// Bounded; the oldest goes first, and its silence is not said.
struct ProxyConnections: Sendable {
  static let limit = 4_096

  private var waiting: Set<UInt64> = []
  private var order: [UInt64] = []

  var count: Int { waiting.count }

  mutating func begin(_ cookie: UInt64) {
    guard cookie != 0, waiting.insert(cookie).inserted else { return }
    order.append(cookie)
    if waiting.count > Self.limit { dropOldest() }
    if order.count > 2 * Self.limit { order.removeAll { !waiting.contains($0) } }
  }

  /// Something was read. True the first time.
  mutating func hear(_ cookie: UInt64) -> Bool { waiting.remove(cookie) != nil }

  /// The socket is closed. True where nothing was read on it.
  mutating func end(_ cookie: UInt64) -> Bool { waiting.remove(cookie) != nil }

  private mutating func dropOldest() {
    guard let place = order.firstIndex(where: { waiting.contains($0) }) else { return }
    waiting.remove(order[place])
    order.removeFirst(place + 1)
  }
}
