// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

extension KernelLive {
  /// Real launchers, watched: npx with a registry of the test's own on loopback, uvx, `uv run` and
  /// pipx with a real server of the Python index. Tests/Launchers plays the scenes; its output is
  /// the failure's text.
  @Suite struct LauncherTests {
    enum Scene: String, CaseIterable, Sendable {
      case npxCold = "npx-cold"
      case npxColdEnvironment = "npx-cold-environment"
      case npxColdWord = "npx-cold-word"
      case npxWarm = "npx-warm"
      case uvx
      case uvRun = "uv-run"
      case pipx

      var launcher: String {
        switch self {
        case .npxCold, .npxColdEnvironment, .npxColdWord, .npxWarm: "npx"
        case .uvx: "uvx"
        case .uvRun: "uv"
        case .pipx: "pipx"
        }
      }

      /// Those whose launcher this machine has.
      static let possible = allCases.filter { scene in
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
          FileManager.default.isExecutableFile(atPath: "\($0)/\(scene.launcher)")
        }
      }
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Launchers/scene.py").path

    @Test(
      "The registry is silent, the script and the server are told", .timeLimit(.minutes(4)),
      arguments: Scene.possible)
    func launcherIsUnderstood(scene: Scene) throws {
      let played = try AttackScript.run([
        Self.script, "--egret", AttackScript.egret(), scene.rawValue,
      ])
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every scene is named here")
    func everySceneIsHere() throws {
      let played = try AttackScript.run([Self.script, "--list"])
      let listed = Set(played.output.split(separator: "\n").map(String.init))
      #expect(listed == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
