// SPDX-License-Identifier: Apache-2.0

/// A process came to be. Threads make no event.
package struct Fork: Hashable, Sendable {
  package var time: Instant
  package var parent: Actor
  package var child: Actor
  /// The name of the thread that forked, which the child begins with.
  package var name: String

  package init(time: Instant, parent: Actor, child: Actor, name: String) {
    self.time = time
    self.parent = parent
    self.child = child
    self.name = name
  }
}
