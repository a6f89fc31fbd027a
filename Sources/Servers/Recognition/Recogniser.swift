// SPDX-License-Identifier: Apache-2.0

package import Events

/// Recognises the execs that start a server.
///
/// `ancestors` are the execs of its parent, grandparent and so on, nearest first.
package protocol Recogniser: Sendable {
  func recognise(_ exec: Exec, ancestors: [Exec]) -> Recognition?

  /// The server that a container says it is: by a gateway's label alone.
  func recognise(_ container: Container) -> Recognition?
}

extension Recogniser {
  package func recognise(_ container: Container) -> Recognition? { nil }
}
