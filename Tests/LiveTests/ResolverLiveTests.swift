// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Whose answers count, watched: resolvers that change under a running server, daemons of the
  /// machine's own, and what a server brings or says itself. Tests/Resolvers plays the scenes; its
  /// output is the failure's text.
  @Suite struct ResolverLiveTests {
    enum Scene: String, CaseIterable, Sendable {
      case written, renamed, mounted, linked, resolved, unbound, dnsmasq, late, own, forged
    }

    private static let script = SceneScript("Resolvers")
    private static let isHere = SceneScript.has(["dnsmasq", "ip", "apt-get"])

    @Test(
      "Answers count from the resolvers that the machine uses", .timeLimit(.minutes(2)),
      .enabled(if: isHere && AttackScript.isHere, "needs dnsmasq: scripts/setup --tests"),
      arguments: Scene.allCases)
    func answersCount(scene: Scene) throws {
      let played = try Self.script.play(scene.rawValue)
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every scene is named here", .enabled(if: AttackScript.isHere))
    func everySceneIsHere() throws {
      #expect(try Self.script.names() == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
