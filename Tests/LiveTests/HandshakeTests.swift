// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// What connections say of where they go, by real clients. Tests/Handshakes plays the scenes; its
  /// output is the failure's text.
  @Suite struct HandshakeTests {
    private static let script = SceneScript("Handshakes")
    private static let isHere = SceneScript.has(["dnsmasq", "ip", "curl", "openssl", "node"])

    @Test(
      "What is said is judged, and makes nothing expected", .timeLimit(.minutes(2)),
      .enabled(if: isHere && AttackScript.isHere, "needs curl and node: scripts/setup --tests"))
    func whatIsSaidIsJudged() throws {
      let played = try Self.script.play("all")
      #expect(played.status == 0, "\(played.output)")
    }
  }
}
