// SPDX-License-Identifier: Apache-2.0

/// What is known of the first message on a server's stdin: that it will be noticed, or that it was
/// read.
package struct FirstMessage: Hashable, Sendable {
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// From `time` on the first read will be noticed.
    case awaited
    /// From `time` on it will be noticed, and it waits there unread.
    case unread
    /// Somebody read it, after `since` and not after `time`.
    case read
    /// From `time` on the first read would not be noticed.
    case lost
  }

  package var time: Instant
  package var state: State
  /// Equal to `time` where the kernel itself saw the read.
  package var since: Instant
  /// Of the pipe or socket.
  package var inode: UInt64

  package init(time: Instant, state: State, since: Instant, inode: UInt64) {
    self.time = time
    self.state = state
    self.since = since
    self.inode = inode
  }
}
