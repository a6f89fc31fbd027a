// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Open connections to proxies that count, and whether anything was read yet of where the proxy is to
/// go: what stays unread until its end is said.
///
/// Of the oldest, where there are too many, its silence is not said.
struct ProxyConnections: Sendable {
  static let limit = 4_096

  private var isHeard = OpenSockets<Bool>(limit: limit)

  var count: Int { isHeard.count }

  mutating func begin(_ cookie: UInt64) { isHeard.put(false, for: cookie) }

  func contains(_ cookie: UInt64) -> Bool { isHeard[cookie] != nil }

  /// Something was read. True the first time.
  mutating func hear(_ cookie: UInt64) -> Bool {
    guard let known = isHeard[cookie] else { return false }
    isHeard.put(true, for: cookie)
    return !known
  }

  /// The socket is closed. True where nothing was read on it.
  mutating func end(_ cookie: UInt64) -> Bool { isHeard.remove(cookie) == false }
}
