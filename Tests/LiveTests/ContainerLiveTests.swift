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
      case published = "docker-published"
    }

    private static let script = SceneScript("Containers")
    private static let isHere = SceneScript.has(["runc", "busybox", "cc", "ip"])

    @Test(
      "A container's destination is its entry's", .timeLimit(.minutes(2)),
      .enabled(if: isHere, "needs runc and busybox: scripts/setup --tests"),
      arguments: Scene.allCases)
    func containerIsItsEntrys(scene: Scene) throws {
      let played = try Self.script.play(scene.rawValue)
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every scene is named here", .enabled(if: AttackScript.isHere))
    func everySceneIsHere() throws {
      #expect(try Self.script.names() == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
