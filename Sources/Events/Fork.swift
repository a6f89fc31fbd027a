// SPDX-License-Identifier: Apache-2.0

/// A process came to be. Threads make no event.
package struct Fork: Hashable, Sendable {
  package var time: Instant
  package var parent: Actor
  package var child: Actor
  package var cgroup: UInt64
  /// The name of the thread that forked, which the child begins with.
  package var name: String

  package init(time: Instant, parent: Actor, child: Actor, cgroup: UInt64, name: String) {
    self.time = time
    self.parent = parent
    self.child = child
    self.cgroup = cgroup
    self.name = name
  }
}
