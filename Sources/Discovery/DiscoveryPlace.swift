// SPDX-License-Identifier: Apache-2.0

import Servers

/// How a configuration file is read.
struct DiscoveryPlace: Hashable, Sendable {
  var top: String
  /// Below the top.
  var path: String
  /// Whose files are read there, root's apart.
  var owner: UInt32
  var source: ConfigurationSource

  /// Whether the file was read for the same product and user. What was read as anyone's need not be read again
  /// as one user's.
  func serves(_ other: ConfigurationSource) -> Bool {
    source.client == other.client && source.shape == other.shape
      && (source.user == nil || source.user == other.user)
  }
}
