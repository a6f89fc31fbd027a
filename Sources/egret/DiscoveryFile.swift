// SPDX-License-Identifier: Apache-2.0

/// A configuration that a client was given on its command line.
struct DiscoveryFile: Hashable, Sendable {
  /// Absolute.
  var path: String
  /// Who runs the client.
  var user: UInt32
  var client: String
  /// Where the client works.
  var directory: String
}
