// SPDX-License-Identifier: Apache-2.0

package import Events

/// Who asked for a name: a process, and the server instance that it belonged to then. A program that
/// asks may be gone and forgotten when its server uses the address.
package struct NameAsker: Hashable, Sendable {
  package var actor: Actor
  /// The instance's number; nil for a process of none, or of one that was not known then.
  package var server: UInt32?

  package init(_ actor: Actor, server: UInt32? = nil) {
    self.actor = actor
    self.server = server
  }
}
