// SPDX-License-Identifier: Apache-2.0

package import Events

/// What one server reached within a day that looks ordinary and that nothing describes.
package struct ContactSummary: Hashable, Sendable {
  /// The first contact.
  package var began: Instant
  /// Different ones.
  package var hosts = 0
  /// There were more than could be told apart.
  package var isAtLeast = false
  /// The first sixteen, by name where one is known; with the port where that is not HTTPS's.
  package var first: [String] = []

  package init(began: Instant) { self.began = began }

  package mutating func add(_ host: String) {
    hosts += 1
    if first.count < Self.mostShown { first.append(host) }
  }

  /// `5 hosts: api.example, cdn.example, …`
  package var text: String {
    let many = "\(isAtLeast ? "at least " : "")\(hosts) host\(hosts == 1 ? "" : "s")"
    let more = hosts > first.count ? ", …" : ""
    return "\(many): \(first.joined(separator: ", "))\(more)"
  }

  private static let mostShown = 16
}
