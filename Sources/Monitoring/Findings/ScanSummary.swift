// SPDX-License-Identifier: Apache-2.0

package import Events

/// How much one server reached in a row: many ports of a host, or many hosts.
package struct ScanSummary: Hashable, Sendable {
  /// The first destination.
  package var began: Instant
  /// The last destination.
  package var last: Instant
  /// Different ones.
  package var endpoints = 0
  package var hosts = 0
  /// There were more than could be told apart.
  package var isAtLeast = false
  package var lowestPort = UInt16.max
  package var highestPort = UInt16.min
  /// The first ten, `ADDRESS:PORT`.
  package var first: [String] = []
  /// Where there is one host only.
  package var host: String?

  package init(began: Instant) {
    self.began = began
    last = began
  }

  /// Of a second, rounded up.
  package var rate: UInt64 {
    UInt64(endpoints) * 1_000_000_000 / max(1_000_000_000, last.since(began))
  }

  /// `512 endpoints of 198.51.100.7, ports 1 to 512`
  package var text: String {
    let many = isAtLeast ? "at least \(endpoints)" : "\(endpoints)"
    let place = host ?? "\(isAtLeast ? "at least " : "")\(hosts) hosts"
    let ports =
      lowestPort == highestPort ? "port \(lowestPort)" : "ports \(lowestPort) to \(highestPort)"
    return "\(many) endpoints of \(place), \(ports)"
  }
}
