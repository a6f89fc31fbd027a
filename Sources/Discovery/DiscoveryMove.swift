// SPDX-License-Identifier: Apache-2.0

/// A directory that a client uses in place of the usual one, because a variable says so.
package struct DiscoveryMove: Hashable, Sendable {
  package var variable: String
  /// Absolute.
  package var path: String
  package var user: UInt32
  /// The user's home: what `~` stands for in what is found there.
  package var home: String
}
