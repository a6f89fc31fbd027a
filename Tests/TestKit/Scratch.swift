// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of a test's own, gone with the value.
package final class Scratch {
  package let folder: String

  package init() {
    var template = Array("/tmp/egret-test-XXXXXX".utf8CString)
    folder = template.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, let made = mkdtemp(base) else { return "/nonexistent" }
      return String(cString: made)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  package func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Empty where there is no such file.
  package static func text(of path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}

/// A folder of the test's own, gone when the body ends.
package func withScratch(_ body: (String) throws -> Void) rethrows {
  let scratch = Scratch()
  try withExtendedLifetime(scratch) { try body(scratch.folder) }
}

/// The same with these files; `TOP` in a text is its path.
package func withFiles(_ files: [String: String], _ body: (String) throws -> Void) throws {
  try withScratch { top in
    for (path, text) in files { try put(text.replacing("TOP", with: top), at: top + "/" + path) }
    try body(top)
  }
}

/// Whole, with the directories on the way.
package func put(_ text: String, at path: String) throws {
  let url = URL(fileURLWithPath: path)
  try FileManager.default.createDirectory(
    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: url)
}

/// A client's configuration of one server.
package func listing(_ name: String, _ command: String = "x") -> String {
  #"{"mcpServers": {"NAME": {"command": "COMMAND"}}}"#
    .replacing("NAME", with: name).replacing("COMMAND", with: command)
}
