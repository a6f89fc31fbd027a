// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sinks

@Suite struct RecordFileTests {
  private func folder(_ body: (String) throws -> Void) throws {
    let path = "/tmp/egret-record-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test func linesAreItsOwnersAlone() throws {
    try folder { folder in
      var file = try RecordFile(path: folder + "/log")
      try file.append(Array("a\n".utf8))
      try file.append(Array("b\n".utf8))
      file.close()
      #expect(try String(contentsOfFile: folder + "/log", encoding: .utf8) == "a\nb\n")
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/log")[
        .posixPermissions]
      #expect(mode as? Int == 0o600)
    }
  }

  @Test func whatIsThereIsLeftAlone() throws {
    try folder { folder in
      try Data("old".utf8).write(to: URL(filePath: folder + "/log"))
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: folder + "/nowhere")
      for name in ["log", "link"] {
        #expect(throws: SinkError.exists(path: "\(folder)/\(name)")) {
          try RecordFile(path: "\(folder)/\(name)")
        }
      }
      #expect(try String(contentsOfFile: folder + "/log", encoding: .utf8) == "old")
      #expect(!FileManager.default.fileExists(atPath: folder + "/nowhere"))
    }
  }

  /// A file system of 64 KiB stands for a full disk; only root may mount it.
  @Test(.enabled(if: geteuid() == 0)) func aFullDiskLeavesWholeLines() throws {
    try folder { folder in
      guard mount("tmpfs", folder, "tmpfs", 0, "size=64k") == 0 else { return }
      defer { umount(folder) }
      var file = try RecordFile(path: folder + "/log")
      defer { file.close() }
      let line = Array(String(repeating: "x", count: 999).utf8) + [10]
      let batch = Array(repeatElement(line, count: 10).joined())
      #expect(throws: SinkError.cannotWrite(output: folder + "/log", code: ENOSPC)) {
        for _ in 0..<100 { try file.append(batch) }
      }
      let written = try Data(contentsOf: URL(filePath: folder + "/log"))
      #expect(written.count > 0 && written.count.isMultiple(of: batch.count))
    }
  }
}
