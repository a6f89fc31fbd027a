// SPDX-License-Identifier: Apache-2.0

/// A directory whose files are followed: a path below a top, and no link between the two is
/// followed.
package struct WatchedDirectory: Hashable, Sendable {
  /// Absolute; links on the way to it are followed.
  package var top: String
  /// Relative; empty for the top itself.
  package var path: String

  package init(top: String, path: String) {
    self.top = top
    self.path = path
  }

  /// Its own absolute path.
  package var full: String {
    path.isEmpty ? top : top == "/" ? "/" + path : top + "/" + path
  }

  /// The absolute path of a file in it.
  package func path(of name: String) -> String {
    full == "/" ? "/" + name : full + "/" + name
  }
}
