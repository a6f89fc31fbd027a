// SPDX-License-Identifier: Apache-2.0

/// A file or directory that came, went, or was written.
package struct FileChange: Hashable, Sendable {
  /// The directory it is in, by every spelling it is followed under.
  package var directories: [WatchedDirectory]
  /// Empty for the directory itself.
  package var name: String
  package var isDirectory: Bool
}
