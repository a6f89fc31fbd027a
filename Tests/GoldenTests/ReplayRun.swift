// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit

/// One run of the built `egret replay`, with the log on its stdin or in a file.
struct ReplayRun {
  let code: Int32
  let output: String
  let errors: String

  var lines: [String] { GoldenCase.lines(output) }

  init(log: String, policy: String, _ more: [String] = []) throws {
    try self.init(log: log, arguments: ["replay", "-", "--policy", policy] + more)
  }

  /// Files, not pipes: neither side waits for the other, however much there is.
  init(log: String, arguments: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    try Data(log.utf8).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: try BuiltEgret.path())
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    code = process.terminationStatus
    output = try String(contentsOf: files[1], encoding: .utf8)
    errors = try String(contentsOf: files[2], encoding: .utf8)
  }
}
