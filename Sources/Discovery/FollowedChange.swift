// SPDX-License-Identifier: Apache-2.0

package import Events
package import Servers

/// A change of a client's list of servers, and what is known about its file.
package struct FollowedChange: Hashable, Sendable {
  /// When it was read.
  package var time: Instant
  package var change: ServerListChange
  /// The pid of the process that wrote the file; nil if the kernel did not say.
  package var writer: UInt32?
  /// The user that the file belongs to; nil if it is gone.
  package var owner: UInt32?
  package var isWorldWritable: Bool
}
