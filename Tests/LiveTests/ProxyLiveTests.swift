// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Proxies, watched: what tinyproxy and microsocks are told by curl and Python, and who named them.
  /// Tests/Proxies plays the scenes; its output is the failure's text.
  @Suite struct ProxyLiveTests {
    enum Play: String, CaseIterable, Sendable {
      case named, unnamed
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
      arguments: Play.allCases)
    func whatAProxyIsToldIsJudged(play: Play) throws {
      let played = try Self.script.play(play.rawValue)
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every play is named here", .enabled(if: AttackScript.isHere))
    func everyPlayIsHere() throws {
      #expect(try Self.script.names() == Set(Play.allCases.map(\.rawValue)))
    }
  }
}
