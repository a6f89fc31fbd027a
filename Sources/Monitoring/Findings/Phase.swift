// SPDX-License-Identifier: Apache-2.0

/// Where in a server's life something happened.
package enum Phase: String, Hashable, Sendable, CaseIterable {
  /// The launcher resolves and downloads, or an install script runs.
  case install
  /// From exec to the first JSON-RPC message, or ten seconds.
  case start
  case run
}
