// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Proxies, watched: what tinyproxy and microsocks are told by curl and Python, and who named them.
  /// Tests/Proxies plays the scenes; its output is the failure's text.
  @Suite struct ProxyLiveTests {
    enum Scene: String, CaseIterable, Sendable {
      case policy, requests, socks, entry, machine, starter, own, loopback, host, tls
    }

    private static let script = SceneScript("Proxies")
    private static let isHere = SceneScript.has([
      "dnsmasq", "ip", "curl", "tinyproxy", "microsocks",
    ])

    @Test(
      "What a proxy is told is judged, where others than the server name it",
      .timeLimit(.minutes(2)),
      .enabled(
        if: isHere && AttackScript.isHere, "needs tinyproxy and microsocks: scripts/setup --tests"),
      arguments: Scene.allCases)
    func whatAProxyIsToldIsJudged(scene: Scene) throws {
      let played = try Self.script.play(scene.rawValue)
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every scene is named here", .enabled(if: AttackScript.isHere))
    func everySceneIsHere() throws {
      #expect(try Self.script.names() == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
