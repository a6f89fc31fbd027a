// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs the Python of Tests/Attack.
enum AttackScript {
  struct Played {
    let status: Int32
    let output: String
  }

  struct Missing: Error, CustomStringConvertible {
    let description: String
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

  /// The `egret` that was built with these tests: it lies beside them.
  static func egret() throws -> String {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let folders = [
      tests.deletingLastPathComponent(), directory.appending(path: "../../.build/debug"),
    ]
    for folder in folders {
      let path = folder.appending(path: "egret").standardizedFileURL.path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw Missing(description: "no egret beside \(tests.path): swift build --build-tests makes it")
  }
}
