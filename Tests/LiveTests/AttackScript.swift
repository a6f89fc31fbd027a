// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs the Python of Tests/Attack.
enum AttackScript {
  struct Played {
    let status: Int32
    let output: String
  }

  private static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Attack")

  /// Another kernel's machine has the tests alone, without the tree.
  static var isHere: Bool { FileManager.default.fileExists(atPath: directory.path) }

  /// The distribution's Python, which another user can run too; else the first on PATH.
  static func run(_ arguments: [String]) throws -> Played {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let own = "/usr/bin/python3"
    let python = FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
    process.arguments = [python, "-B"] + arguments
    process.currentDirectoryURL = directory
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Played(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }
}
