// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Whose answers count, watched: resolvers that change under a running server, daemons of the
  /// machine's own, and what a server brings or says itself. Tests/Resolvers plays the scenes; its
  /// output is the failure's text.
  @Suite struct ResolverLiveTests {
    enum Play: String, CaseIterable, Sendable {
      case changes, brought, daemons
    }

    private static let script = SceneScript("Resolvers")
    private static let isHere = SceneScript.has(["dnsmasq", "ip", "apt-get"])

    @Test(
      "Answers count from the resolvers that the machine uses", .timeLimit(.minutes(2)),
      .enabled(if: isHere && AttackScript.isHere, "needs dnsmasq: scripts/setup --tests"),
      arguments: Play.allCases)
    func answersCount(play: Play) throws {
      let played = try Self.script.play(play.rawValue)
      #expect(played.status == 0, "\(played.output)")
      // What could not be played is no success that nobody reads.
      for line in played.output.split(separator: "\n") where line.hasPrefix("SKIPPED") {
        print(line)
      }
    }

    @Test("Every play is named here", .enabled(if: AttackScript.isHere))
    func everyPlayIsHere() throws {
      #expect(try Self.script.names() == Set(Play.allCases.map(\.rawValue)))
    }
  }
}
