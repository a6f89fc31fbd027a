// SPDX-License-Identifier: Apache-2.0

/// A directory that a client works in.
struct DiscoveryProject: Hashable, Sendable {
  var path: String
  /// Who works there.
  var user: UInt32
}
