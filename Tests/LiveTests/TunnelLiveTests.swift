// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Asking is sending, watched: tunnels as Debian has them, an environment in questions, and names that
  /// are none of it. Tests/Tunnels plays the scenes; its output is the failure's text.
  @Suite struct TunnelLiveTests {
    enum Scene: String, CaseIterable, Sendable {
      case iodine, dns2tcp, environment, ordinary
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Tunnels/scene.py").path

    private static let isHere = ["dnsmasq", "ip", "iodine", "iodined", "dns2tcpc", "dns2tcpd"]
      .allSatisfy { name in
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return (path + ":/usr/sbin").split(separator: ":").contains {
          FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
      }

    @Test(
      "Data in names is told, and ordinary names are not", .timeLimit(.minutes(2)),
      .enabled(
        if: isHere && AttackScript.isHere, "needs iodine and dns2tcp: scripts/setup --tests"),
      arguments: Scene.allCases)
    func dataInNamesIsTold(scene: Scene) throws {
      let played = try AttackScript.run([
        Self.script, "--egret", BuiltEgret.path(), scene.rawValue,
      ])
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every scene is named here", .enabled(if: AttackScript.isHere))
    func everySceneIsHere() throws {
      let played = try AttackScript.run([Self.script, "--list"])
      let listed = Set(played.output.split(separator: "\n").map(String.init))
      #expect(listed == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
