// SPDX-License-Identifier: Apache-2.0

package import Events

/// Recognises the execs that start a server.
///
/// `ancestors` are the execs of its parent, grandparent and so on, nearest first.
package protocol Recogniser: Sendable {
  func recognise(_ exec: Exec, ancestors: [Exec]) -> Recognition?

  /// The server that a container is: by a gateway's label, or by a published port to which a URL leads.
  func recognise(_ container: Container) -> Recognition?

  /// The server that is spoken to at a port that a process took, or at a socket at which it listens.
  func recognise(_ bound: Bound, by exec: Exec) -> Recognition?
}

extension Recogniser {
  package func recognise(_ container: Container) -> Recognition? { nil }
  package func recognise(_ bound: Bound, by exec: Exec) -> Recognition? { nil }
}
