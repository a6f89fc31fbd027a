// SPDX-License-Identifier: Apache-2.0

/// A host that a package names, and where it does: what its maker wrote, and no evidence.
package struct NamedHost: Hashable, Sendable {
  package var host: String
  /// The file's name within the package: `README.md`.
  package var file: String
  /// From 1.
  package var line: UInt32

  package init(host: String, file: String, line: UInt32) {
    self.host = host
    self.file = file
    self.line = line
  }
}
