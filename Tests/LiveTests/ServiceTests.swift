// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Servers that no client lists, as the policy names them. Tests/Services plays the scenes; its output is
  /// the failure's text.
  @Suite struct ServiceTests {
    enum Scene: String, CaseIterable, Sendable {
      case unitAfter = "unit-egret-first"
      case unitBefore = "unit-server-first"
      case user
      case command
      case listen
    }

    private static let script = SceneScript("Services")

    @Test(
      "What the policy says runs is the server", .timeLimit(.minutes(2)),
      .enabled(if: AttackScript.isHere && SceneScript.has(["bash"])), arguments: Scene.allCases)
    func serviceIsTheServer(scene: Scene) throws {
      let played = try Self.script.play(scene.rawValue)
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every scene is named here", .enabled(if: AttackScript.isHere))
    func everySceneIsHere() throws {
      #expect(try Self.script.names() == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
