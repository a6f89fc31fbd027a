// SPDX-License-Identifier: Apache-2.0

/// One name of a directory.
package struct DirectoryItem: Hashable, Sendable {
  package var name: String
  /// It is a directory, or the file system does not say.
  package var mayBeDirectory: Bool
}
