// SPDX-License-Identifier: Apache-2.0

/// A directory that a client works in.
package struct DiscoveryProject: Hashable, Sendable {
  package var path: String
  /// Who works there.
  package var user: UInt32
}
