// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// What connections say of where they go, by real clients. Tests/Handshakes plays the scenes; its
  /// output is the failure's text.
  @Suite struct HandshakeTests {
    enum Scene: String, CaseIterable, Sendable {
      case openssl, curl, node, python, dripped, quic, host, shared, unnamed, lies
    }

    private static let script = SceneScript("Handshakes")
    private static let isHere = SceneScript.has(["dnsmasq", "ip", "curl", "openssl", "node"])

    @Test(
      "What is said is judged, and makes nothing expected", .timeLimit(.minutes(2)),
      .enabled(if: isHere && AttackScript.isHere, "needs curl and node: scripts/setup --tests"),
      arguments: Scene.allCases)
    func whatIsSaidIsJudged(scene: Scene) throws {
      let played = try Self.script.play(scene.rawValue)
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every scene is named here", .enabled(if: AttackScript.isHere))
    func everySceneIsHere() throws {
      #expect(try Self.script.names() == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
