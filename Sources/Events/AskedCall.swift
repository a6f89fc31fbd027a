// SPDX-License-Identifier: Apache-2.0

/// A system call asked for something that no hook below it reports: a family without IP, or one
/// message of `sendmmsg`.
package struct AskedCall: Hashable, Sendable {
  package var time: Instant
  package var actor: Actor
  package var address: AskedAddress
  package var hook: Hook
  /// The message's place in the vector of `sendmmsg`.
  package var index: UInt16
  /// Names the Unix socket that asks, as long as it is open; 0 where it is not known.
  package var inode: UInt32

  package init(
    time: Instant, actor: Actor, address: AskedAddress, hook: Hook, index: UInt16 = 0,
    inode: UInt32 = 0
  ) {
    self.time = time
    self.actor = actor
    self.address = address
    self.hook = hook
    self.index = index
    self.inode = inode
  }
}
