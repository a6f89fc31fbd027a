// SPDX-License-Identifier: Apache-2.0

/// A directory that a client was told, by a variable, to use instead of the usual one.
struct DiscoveryMove: Hashable, Sendable {
  var variable: String
  /// Absolute.
  var path: String
  var user: UInt32
  /// The user's home: what `~` stands for in what is found there.
  var home: String
}
