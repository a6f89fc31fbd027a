// SPDX-License-Identifier: Apache-2.0

package import Servers

/// A server of which is asked what its package says of itself, and what is remembered of it.
package struct PackageQuestion: Hashable, Sendable {
  /// The server from start to start: user, client's file and name.
  package var server: String
  /// As the entry names it; nil where it does not.
  package var package: PackageSpec?
  /// The entry's command without credentials; empty where no client lists it.
  package var command: [String]
  /// The program that was started, and its arguments.
  package var file: String
  package var arguments: [String]

  package init(
    server: String, package: PackageSpec? = nil, command: [String] = [], file: String = "",
    arguments: [String] = []
  ) {
    self.server = server
    self.package = package
    self.command = command
    self.file = file
    self.arguments = arguments
  }
}
