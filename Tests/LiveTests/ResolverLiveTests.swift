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

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Resolvers/scene.py").path

    private static let isHere = ["dnsmasq", "ip", "apt-get"].allSatisfy { name in
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
      }
    }

    @Test(
      "Answers count from the resolvers that the machine uses", .timeLimit(.minutes(2)),
      .enabled(if: isHere && AttackScript.isHere, "needs dnsmasq: scripts/setup --tests"),
      arguments: Scene.allCases)
    func answersCount(scene: Scene) throws {
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
