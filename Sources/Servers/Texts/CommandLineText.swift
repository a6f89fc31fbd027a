// SPDX-License-Identifier: Apache-2.0

/// Splits command lines into words, and paths into components.
package enum CommandLineText {
  /// The text behind the last slash.
  package static func baseName(_ path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: 0x2F) else { return path }
    return String(path[bytes.index(after: slash)...])
  }

  /// Splits as a shell would, quotes and backslashes removed.
  ///
  /// Nil if the text is more than one simple command (pipes, substitutions, redirections), a
  /// quote is open, or there are too many words.
  package static func words(_ text: String) -> [String]? {
    guard text.utf8.count <= 16_384 else { return nil }
    var splitter = WordSplitter()
    for byte in text.utf8 {
      guard splitter.take(byte) else { return nil }
    }
    return splitter.finish()
  }
}
