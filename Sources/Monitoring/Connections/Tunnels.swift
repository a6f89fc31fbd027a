// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Where tunnels lead: what the last proxy on each open connection was told.
///
/// Of the oldest, where there are too many, what is said in it is compared with nothing.
struct Tunnels: Sendable {
  static let limit = 4_096

  private var targets = OpenSockets<Proxied>(limit: limit)

  var count: Int { targets.count }

  subscript(cookie: UInt64) -> Proxied? { targets[cookie] }

  mutating func open(_ proxied: Proxied) { targets.put(proxied, for: proxied.claim.cookie) }
  mutating func close(_ cookie: UInt64) { _ = targets.remove(cookie) }
}
