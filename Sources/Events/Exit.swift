// SPDX-License-Identifier: Apache-2.0

/// The last thread of a process left.
package struct Exit: Hashable, Sendable {
  package var time: Instant
  package var actor: Actor
  /// As wait(2) reports it.
  package var code: UInt32

  package init(time: Instant, actor: Actor, code: UInt32) {
    self.time = time
    self.actor = actor
    self.code = code
  }
}
