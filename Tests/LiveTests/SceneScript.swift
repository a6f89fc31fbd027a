// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit

/// The scenes of one folder of Tests, played by its `scene.py`.
struct SceneScript {
  private let path: String

  init(_ folder: String) {
    path =
      URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "\(folder)/scene.py").path
  }

  /// Plays a scene beside the built egret.
  func play(_ scene: String) throws -> AttackScript.Played {
    try AttackScript.run([path, "--egret", BuiltEgret.path(), scene])
  }

  /// The scenes that the script has.
  func names() throws -> Set<String> {
    Set(try AttackScript.run([path, "--list"]).output.split(separator: "\n").map(String.init))
  }

  /// Whether the machine has the programs.
  static func has(_ programs: [String]) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return programs.allSatisfy { name in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
  }
}
