// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@testable import Monitoring

/// What the end of a flow is told about, and flows that nobody would tell but for `--all`.
@Suite struct AllFlowsTests {
  private static let place = Endpoint(address: Scene.ip("198.51.100.7"), port: 443)

  private func begun(tellsAll: Bool, expect: String = "any") -> Scene {
    var scene = Scene(expect: expect)
    scene.monitor = Monitor(
      policy: Scene.policy(expect), recognisers: [Scene.recogniser(["one": Scene.command])],
      tellsAll: tellsAll)
    scene.begin()
    return scene
  }

  private func destination(_ cookie: UInt64, at time: Double) -> Event {
    .destination(
      Destination(
        time: Scene.at(time), actor: Scene.actor(20, 2), cookie: cookie, endpoint: Self.place,
        transport: .tcp, hook: .connect4, via: .syscall, netNamespace: Scene.net))
  }

  private func flow(
    _ cookie: UInt64, at time: Double, _ result: FlowEnd.Result = .established,
    owner: Actor = Scene.actor(20, 2)
  ) -> Event {
    .flowEnd(
      FlowEnd(
        time: Scene.at(time), owner: owner, endpoint: Self.place, cookie: cookie,
        began: Scene.at(2), bytesOut: 100, bytesIn: 200, netNamespace: Scene.net, transport: .tcp,
        result: result))
  }

  private func activities(_ outcomes: [Outcome]) -> [NetworkActivity] {
    outcomes.compactMap { if case .activity(let activity) = $0 { activity } else { nil } }
  }

  @Test func anExpectedFlowIsToldAtBothEnds() throws {
    var scene = begun(tellsAll: true)
    let opened = scene.monitor.consume(destination(7, at: 2))
    let open = try #require(activities(opened).first)
    #expect(opened.count == 1)
    #expect(open.stage == .open && open.facts.rules.isEmpty && open.began == Scene.at(2))
    #expect(open.facts.allowance?.text == "any")
    #expect(open.facts.allowance?.source == "policy.yaml:4")
    let closed = scene.monitor.consume(flow(7, at: 5, .refused))
    let close = try #require(activities(closed).first)
    #expect(closed.count == 1)
    #expect(close.stage == .close && close.facts.result == .refused && close.began == Scene.at(2))
    #expect(close.facts.bytesOut == 100 && close.facts.bytesIn == 200)
    #expect(close.facts.duration == 3_000_000_000)
  }

  @Test func anUnexpectedFlowIsAFindingAsWell() {
    var scene = begun(tellsAll: true, expect: "none")
    let opened = scene.monitor.consume(destination(7, at: 2))
    #expect(opened.count == 2 && activities(opened).first?.facts.rules.isEmpty == false)
    #expect(activities(opened).first?.facts.allowance == nil)
    #expect(scene.monitor.consume(flow(7, at: 3)).count == 2)
  }

  @Test func withoutItAnExpectedFlowIsSilent() {
    var scene = begun(tellsAll: false)
    #expect(scene.monitor.consume(destination(7, at: 2)).isEmpty)
    #expect(scene.monitor.consume(flow(7, at: 3)).isEmpty)
  }

  @Test func anEndWithoutABeginningIsTold() throws {
    var scene = begun(tellsAll: true)
    let told = activities(scene.monitor.consume(flow(9, at: 4)))
    let close = try #require(told.first)
    #expect(told.count == 1 && close.stage == .close && close.began == Scene.at(2))
    #expect(close.facts.server.name == "one" && close.facts.target.endpoint == Self.place)
    let strange = flow(9, at: 4, owner: Scene.actor(77, 77))
    #expect(scene.monitor.consume(strange).isEmpty)
  }

  @Test func theOldestFlowMakesRoomAndIsCounted() {
    var scene = begun(tellsAll: false, expect: "none")
    for cookie in 1...UInt64(OpenFlows.limit + 3) {
      #expect(scene.monitor.consume(destination(cookie, at: 2)).count == 1)
    }
    #expect(scene.monitor.losses[.flowTable] == 3)
    #expect(scene.monitor.consume(flow(3, at: 3)).isEmpty)
    #expect(scene.monitor.consume(flow(4, at: 3)).count == 1)
    #expect(scene.monitor.consume(flow(UInt64(OpenFlows.limit + 3), at: 3)).count == 1)
  }

  @Test func aTableThatIsUsedForEverStaysSmall() {
    var flows = OpenFlows()
    var scene = begun(tellsAll: false, expect: "none")
    guard case .finding(var finding)? = scene.monitor.consume(destination(1, at: 2)).first else {
      Issue.record("no finding")
      return
    }
    for cookie in 1...UInt64(10 * OpenFlows.limit) {
      finding.cookie = cookie
      flows.add(finding)
      #expect(flows.remove(cookie) != nil)
    }
    #expect(flows.count == 0 && flows.dropped == 0 && flows.remembered <= 2 * OpenFlows.limit + 1)
  }
}
