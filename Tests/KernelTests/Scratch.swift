// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A directory of the test's own, gone when the body ends.
func withScratch(_ body: (String) throws -> Void) throws {
  let top = "/tmp/egret-kernel-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: top, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: top) }
  try body(top)
}

func write(_ text: String, to path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}
