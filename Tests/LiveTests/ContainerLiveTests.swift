// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Servers in containers, watched: a program like `docker run` asks a daemon that is not its
  /// descendant, and that starts the container with runc. Tests/Containers plays the scenes; its
  /// output is the failure's text.
  @Suite struct ContainerLiveTests {
    enum Scene: String, CaseIterable, Sendable {
      case docker
      case dockerSystemd = "docker-systemd"
      case dockerElsewhere = "docker-elsewhere"
      case dockerRootless = "docker-rootless"
      case podman
      case podmanElsewhere = "podman-elsewhere"
      case podmanRootless = "podman-rootless"
      case nerdctl
      case label = "docker-label"
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Containers/scene.py").path

    private static let isHere = ["runc", "busybox", "cc", "ip"].allSatisfy { name in
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
      }
    }

    @Test(
      "A container's destination is its entry's", .timeLimit(.minutes(2)),
      .enabled(if: isHere, "needs runc and busybox: scripts/setup --tests"),
      arguments: Scene.allCases)
    func containerIsItsEntrys(scene: Scene) throws {
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
