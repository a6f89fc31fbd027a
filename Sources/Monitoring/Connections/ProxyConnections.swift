// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Open connections to proxies that count, and whether anything was read yet of where the proxy is to
/// go: what stays unread until its end is said.
///
/// Bounded; the oldest goes first, and its silence is not said.
struct ProxyConnections: Sendable {
  static let limit = 4_096

  private var isHeard: [UInt64: Bool] = [:]
  private var order: [UInt64] = []

  var count: Int { isHeard.count }

  mutating func begin(_ cookie: UInt64) {
    guard cookie != 0, isHeard.updateValue(false, forKey: cookie) == nil else { return }
    order.append(cookie)
    if isHeard.count > Self.limit { dropOldest() }
    if order.count > 2 * Self.limit { order.removeAll { isHeard[$0] == nil } }
  }

  func contains(_ cookie: UInt64) -> Bool { isHeard[cookie] != nil }

  /// Something was read. True the first time.
  mutating func hear(_ cookie: UInt64) -> Bool {
    guard let known = isHeard[cookie] else { return false }
    isHeard[cookie] = true
    return !known
  }

  /// The socket is closed. True where nothing was read on it.
  mutating func end(_ cookie: UInt64) -> Bool { isHeard.removeValue(forKey: cookie) == false }

  private mutating func dropOldest() {
    guard let place = order.firstIndex(where: { isHeard[$0] != nil }) else { return }
    isHeard[order[place]] = nil
    order.removeFirst(place + 1)
  }
}
