// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Asking is sending, watched: tunnels as Debian has them, an environment in questions, and names that
  /// are none of it. Tests/Tunnels plays the scenes; its output is the failure's text.
  @Suite struct TunnelLiveTests {
    private static let script = SceneScript("Tunnels")
    private static let isHere = SceneScript.has([
      "dnsmasq", "ip", "iodine", "iodined", "dns2tcpc", "dns2tcpd",
    ])

    @Test(
      "Data in names is told, and ordinary names are not", .timeLimit(.minutes(2)),
      .enabled(
        if: isHere && AttackScript.isHere, "needs iodine and dns2tcp: scripts/setup --tests"))
    func dataInNamesIsTold() throws {
      let played = try Self.script.play("all")
      #expect(played.status == 0, "\(played.output)")
    }
  }
}
