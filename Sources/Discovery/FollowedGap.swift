// SPDX-License-Identifier: Apache-2.0

package import Events

/// A client's list that could not be read whole, and what is known about its file.
package struct FollowedGap: Hashable, Sendable {
  /// When it is told.
  package var time: Instant
  package var problem: DiscoveryProblem
  /// The product whose file it is.
  package var client: String?
  /// The user that the file belongs to.
  package var owner: UInt32?
  /// Servers that it listed before are still known.
  package var isKept: Bool
}
