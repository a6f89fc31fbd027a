// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Servers that are spoken to by URL, started by a shell before and after Egret, with the real SDK.
  /// Tests/Listening plays the scenes; its output is the failure's text.
  @Suite struct ListeningTests {
    enum Scene: String, CaseIterable, Sendable {
      case httpAfter = "http-1-egret-first"
      case httpBefore = "http-1-server-first"
      case workersAfter = "http-4-egret-first"
      case workersBefore = "http-4-server-first"
      case sseAfter = "sse-1-egret-first"
      case sseBefore = "sse-1-server-first"
      case namespaceAfter = "namespace-egret-first"
      case namespaceBefore = "namespace-server-first"
      case addressAfter = "address-1-egret-first"
      case addressBefore = "address-1-server-first"
      case addressWorkersAfter = "address-4-egret-first"
      case addressWorkersBefore = "address-4-server-first"
      case sixAfter = "ipv6-egret-first"
      case sixBefore = "ipv6-server-first"
      case hostnameAfter = "hostname-egret-first"
      case hostnameBefore = "hostname-server-first"
      case elsewhere
    }

    private static let script = SceneScript("Listening")

    @Test(
      "Whoever listens where a URL leads is the server", .timeLimit(.minutes(3)),
      .enabled(if: AttackScript.isHere), arguments: Scene.allCases)
    func listenerIsTheServer(scene: Scene) throws {
      let played = try Self.script.play(scene.rawValue)
      #expect(played.status == 0, "\(played.output)")
    }

    @Test("Every scene is named here", .enabled(if: AttackScript.isHere))
    func everySceneIsHere() throws {
      #expect(try Self.script.names() == Set(Scene.allCases.map(\.rawValue)))
    }
  }
}
