// SPDX-License-Identifier: Apache-2.0

package import Servers

/// A configuration that a client was given by a flag or a variable.
package struct DiscoveryFile: Hashable, Sendable {
  /// Absolute.
  package var path: String
  /// Who runs the client.
  package var user: UInt32
  package var client: String
  /// Where the client works.
  package var directory: String
  package var format = ConfigurationFormat.json
  package var shape = ConfigurationShape.mapOrFlat(under: [["mcpServers"]])
}
