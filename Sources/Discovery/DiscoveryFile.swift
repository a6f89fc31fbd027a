// SPDX-License-Identifier: Apache-2.0

/// A configuration that a client was given on its command line.
package struct DiscoveryFile: Hashable, Sendable {
  /// Absolute.
  package var path: String
  /// Who runs the client.
  package var user: UInt32
  package var client: String
  /// Where the client works.
  package var directory: String
}
