// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit

/// One run of the built `egret` with a policy file of its own.
struct CheckRun {
  let file: String
  let code: Int32
  let output: String
  let errors: String

  init(policy: String, arguments: (String) -> [String]) throws {
    try self.init(bytes: Data(policy.utf8), arguments: arguments)
  }

  init(bytes: Data, arguments: (String) -> [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let policy = folder.appendingPathComponent("policy.yaml")
    try bytes.write(to: policy)
    file = policy.path
    (code, output, errors) = try Self.run(arguments(policy.path))
  }

  /// The outputs are far smaller than a pipe.
  private static func run(_ arguments: [String]) throws -> (Int32, String, String) {
    let process = Process()
    process.executableURL = URL(filePath: try BuiltEgret.path())
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let texts = [output, errors].map { $0.fileHandleForReading.readDataToEndOfFile() }
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: texts[0], as: UTF8.self),
      String(decoding: texts[1], as: UTF8.self)
    )
  }
}
