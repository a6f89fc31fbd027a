// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Where tunnels lead: what the last proxy on each open connection was told.
///
/// Bounded; the oldest goes first, and what is said in it is compared with nothing.
struct Tunnels: Sendable {
  static let limit = 4_096

  private var targets: [UInt64: Proxied] = [:]
  /// Cookies in the order they came; some are gone.
  private var order: [UInt64] = []

  var count: Int { targets.count }

  subscript(cookie: UInt64) -> Proxied? { targets[cookie] }

  mutating func open(_ proxied: Proxied) {
    let cookie = proxied.claim.cookie
    guard cookie != 0, targets.updateValue(proxied, forKey: cookie) == nil else { return }
    order.append(cookie)
    if targets.count > Self.limit { dropOldest() }
    if order.count > 2 * Self.limit { order.removeAll { targets[$0] == nil } }
  }

  mutating func close(_ cookie: UInt64) { targets[cookie] = nil }

  private mutating func dropOldest() {
    guard let place = order.firstIndex(where: { targets[$0] != nil }) else { return }
    targets[order[place]] = nil
    order.removeFirst(place + 1)
  }
}
