// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// Who listens where a server connects to on loopback.
@Suite struct LoopbackListenerTests {
  private typealias S = HandoffScene
  private static let local = Scene.destination(20, 2, "127.0.0.1", port: 6379, at: 3)

  @Test func theAlertNamesWhoListens() throws {
    var scene = S()
    let holder = S.holder("/usr/bin/redis-server", user: 70, name: "redis")
    let finding = try #require(S.findings(scene.outcomes(Self.local, .unknown, holder)).first)
    #expect(finding.rule == .localDestination && finding.target.local?.holder == holder)
    #expect(
      finding.reasons.contains("process 812 (/usr/bin/redis-server, user redis) listens there"))
    // The next connection to it is not looked for again.
    let next = scene.scene.monitor.consume(
      Scene.destination(20, 2, "127.0.0.1", port: 6379, at: 4))
    #expect(S.findings(next).first?.target.local?.holder == holder)
  }

  @Test func nobodyIsSaidToListenWhereNobodyDoes() throws {
    var scene = S()
    let finding = try #require(S.findings(scene.outcomes(Self.local, .absent)).first)
    #expect(finding.reasons.contains("nobody listened there") && finding.target.local == nil)
  }

  @Test func theServersOwnIsSaidToBe() throws {
    var scene = S()
    let own = S.holder("/usr/bin/python3", pid: 20)
    let finding = try #require(S.findings(scene.outcomes(Self.local, .unknown, own)).first)
    #expect(
      finding.reasons.contains { $0.hasSuffix("user ada), of the server itself, listens there") })
  }

  @Test func whatIsExpectedIsNotLookedFor() {
    var scene = S(expect: "localhost:6379")
    #expect(scene.scene.monitor.consume(Self.local).isEmpty)
  }

  @Test func elsewhereNobodyIsLookedFor() {
    var scene = S()
    let outcomes = scene.scene.monitor.consume(Scene.destination(20, 2, at: 3))
    #expect(Scene.requests(outcomes).isEmpty && S.findings(outcomes).count == 1)
  }

  @Test func itsEndIsReportedWithIt() throws {
    var scene = S()
    let holder = S.holder("/usr/bin/redis-server")
    _ = scene.outcomes(Self.local, .unknown, holder)
    let end = FlowEnd(
      time: Scene.at(5), owner: Scene.actor(20, 2),
      endpoint: Endpoint(address: Scene.ip("127.0.0.1"), port: 6379), cookie: 9, began: Scene.at(3),
      bytesOut: 0, bytesIn: 0, netNamespace: Scene.net, transport: .tcp, result: .refused)
    let outcomes = scene.scene.monitor.consume(.flowEnd(end))
    guard case .closing(let finding) = try #require(outcomes.first) else { return }
    #expect(finding.target.local?.holder == holder)
    #expect(finding.title == "MCP server tried to reach an unexpected local destination")
  }
}
