// SPDX-License-Identifier: Apache-2.0

package import Events
package import Servers

/// A change of a client's list of servers, and what the machine knows about the file.
package struct ConfigurationChange: Hashable, Sendable {
  package var time: Instant
  package var change: ServerListChange
  /// The pid of who wrote the file; nil where it is not known.
  package var writer: UInt32?
  /// Whose the file is; nil where it is gone.
  package var owner: UInt32?
  package var isWorldWritable: Bool

  package init(
    time: Instant, change: ServerListChange, writer: UInt32? = nil, owner: UInt32? = nil,
    isWorldWritable: Bool = false
  ) {
    self.time = time
    self.change = change
    self.writer = writer
    self.owner = owner
    self.isWorldWritable = isWorldWritable
  }
}
