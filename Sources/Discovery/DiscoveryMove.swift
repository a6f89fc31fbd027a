// SPDX-License-Identifier: Apache-2.0

/// A directory that a client uses in place of the usual one, because a variable or a flag says
/// so.
package struct DiscoveryMove: Hashable, Sendable {
  /// The variable's name, or the flag's.
  package var variable: String
  /// Absolute.
  package var path: String
  package var user: UInt32
  /// The user's home: what `~` stands for in what is found there.
  package var home: String
  /// The product that runs; nil where it makes no difference.
  package var client: String?
}
