// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Real launchers, watched: with registries of the test's own on loopback, and with a real server
  /// of the Python index. Tests/Launchers plays the scenes; its output is the failure's text.
  @Suite struct LauncherTests {
    enum Scene: String, CaseIterable, Sendable {
      case npxCold = "npx-cold"
      case npxColdEnvironment = "npx-cold-environment"
      case npxColdWord = "npx-cold-word"
      case uvx
      case uvRun = "uv-run"
      case pipx
      case manual, message, restarts, renamed, hundred
      case tableNpx = "table-npx"
      case tableUvx = "table-uvx"
      case tableUv = "table-uv"
      case tablePipx = "table-pipx"
      case tableDeno = "table-deno"
      case tableNode = "table-node"
      case tablePython = "table-python3"
      case tablePlain = "table-plain"
      case firstNpx = "first-npx"
      case firstUvx = "first-uvx"
      case firstUv = "first-uv"
      case firstPipx = "first-pipx"
      case firstNode = "first-node"
      case firstPython = "first-python3"
      case firstPlain = "first-plain"
      case firstScript = "first-script"

      var program: String {
        switch self {
        case .npxCold, .npxColdEnvironment, .npxColdWord, .tableNpx, .firstNpx: "npx"
        case .uvx, .tableUvx, .firstUvx: "uvx"
        case .uvRun, .tableUv, .firstUv: "uv"
        case .pipx, .tablePipx, .firstPipx: "pipx"
        case .tableDeno: "deno"
        case .tableNode, .firstNode: "node"
        case .manual, .message, .renamed, .tablePython, .firstPython, .firstScript:
          "python3"
        case .restarts, .hundred, .tablePlain, .firstPlain: "cc"
        }
      }

      var isPossible: Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
          FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
      }
    }

    private static let script = SceneScript("Launchers")

    private static let impossible = Set(Scene.allCases.filter { !$0.isPossible }.map(\.program))

    @Test(
      "The right server, phase and package", .timeLimit(.minutes(4)),
      arguments: Scene.allCases.filter(\.isPossible))
    func launcherIsUnderstood(scene: Scene) throws {
      let played = try Self.script.play(scene.rawValue)
      #expect(played.status == 0, "\(played.output)")
    }

    @Test(
      "Every launcher is here",
      .enabled(if: impossible.isEmpty, "not played, not on this machine: \(impossible.sorted())"))
    func everyLauncherIsHere() { #expect(Self.impossible.isEmpty) }

    @Test("Every scene is named here")
    func everySceneIsHere() throws {
      #expect(try Self.script.names() == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
