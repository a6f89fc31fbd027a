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
}
