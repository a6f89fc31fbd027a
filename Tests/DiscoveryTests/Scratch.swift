// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A directory with these files, gone when the body ends; `TOP` in a text is its path.
func withFiles(_ files: [String: String], _ body: (String) throws -> Void) throws {
  let top = "/tmp/egret-discovery-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: top) }
  try FileManager.default.createDirectory(atPath: top, withIntermediateDirectories: true)
  for (path, text) in files { try put(text.replacing("TOP", with: top), at: top + "/" + path) }
  try body(top)
}

/// Whole, with the directories on the way.
func put(_ text: String, at path: String) throws {
  let url = URL(fileURLWithPath: path)
  try FileManager.default.createDirectory(
    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: url)
}

/// A configuration of one server.
func listing(_ name: String, _ command: String = "x") -> String {
  #"{"mcpServers": {"NAME": {"command": "COMMAND"}}}"#
    .replacing("NAME", with: name).replacing("COMMAND", with: command)
}
