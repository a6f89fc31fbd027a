// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// Flows and asked calls alone.
@Suite struct FlowsTests {
  private static func finding(_ rules: [Rule] = [.unexpectedDestination]) -> Finding {
    var verdict = Verdict()
    for rule in rules { verdict.fire(rule, because: "x") }
    let act = Act(.reached(Parts.destination()), by: Parts.doer(Parts.instance()))
    return Finding(act, verdict, Lineage(Scene.id(20), nil, ancestors: []))
  }

  @Test func anEndIsReportedOnce() {
    var flows = Flows(reportsAll: false)
    var outcomes: [Outcome] = []
    flows.begin(Self.finding(), into: &outcomes)
    #expect(outcomes.isEmpty)
    let isKnown = [
      flows.end(Parts.flowEnd(), into: &outcomes), flows.end(Parts.flowEnd(), into: &outcomes),
    ]
    #expect(isKnown == [true, false] && outcomes.count == 1)
    guard case .closing(let finding)? = outcomes.first else {
      Issue.record("no end: \(outcomes)")
      return
    }
    #expect(finding.bytesOut == 5 && finding.bytesIn == 6 && finding.result == .established)
    #expect(finding.time == Scene.at(8) && finding.duration == 5_000_000_000)
  }

  @Test func anEndElsewhereIsNotIts() {
    var flows = Flows(reportsAll: false)
    var outcomes: [Outcome] = []
    flows.begin(Self.finding(), into: &outcomes)
    let isKnown = flows.end(Parts.flowEnd(9, "203.0.113.8"), into: &outcomes)
    #expect(!isKnown && outcomes.isEmpty)
  }

  @Test func whereAllIsReportedAnExpectedFlowHasBothEnds() {
    var flows = Flows(reportsAll: true)
    var outcomes: [Outcome] = []
    flows.begin(Self.finding([]), into: &outcomes)
    let isKnown = flows.end(Parts.flowEnd(), into: &outcomes)
    #expect(isKnown)
    let stages = outcomes.compactMap { outcome in
      if case .activity(let activity) = outcome { activity.stage } else { nil }
    }
    #expect(stages == [.open, .close] && outcomes.count == 2)
  }

  @Test func anOlderConnectionIsNewsOnce() {
    var flows = Flows(reportsAll: false)
    let found = Parts.destination(hook: .sockets, isOlder: true)
    let use = Parts.destination(hook: .egress)
    let connect = Parts.destination(hook: .connect4)
    let news = [found, found, use, connect].map { flows.isNews($0, of: 1) }
    #expect(news == [true, false, false, true])
    let isOthersNews = flows.isNews(use, of: 2)
    #expect(isOthersNews, "another server's")
  }

  @Test func aConnectionSeenBeingMadeIsNotOlder() {
    var flows = Flows(reportsAll: false)
    var outcomes: [Outcome] = []
    flows.begin(Self.finding(), into: &outcomes)
    let found = Parts.destination(hook: .sockets, isOlder: true)
    let isNews = flows.isNews(found, of: 1)
    #expect(!isNews)
  }

  private static func asked(
    _ address: AskedAddress, index: UInt16 = 0, inode: UInt32 = 0, hook: Hook = .sysSendmmsg
  ) -> AskedCall {
    AskedCall(
      time: Scene.at(3), actor: Scene.actor(20, 2), address: address, hook: hook, index: index,
      inode: inode)
  }

  @Test func messagesBelongToTheCallOfTheDestination() {
    var calls = AskedCalls()
    calls.note(Self.asked(Scene.endpoint("203.0.113.8")))
    calls.note(Self.asked(Scene.endpoint("203.0.113.9"), index: 1))
    #expect(calls.messages(of: Parts.destination(asked: .many))?.count == 2)
    #expect(calls.messages(of: Parts.destination()) == nil)
    calls.forget(20)
    #expect(calls.messages(of: Parts.destination(asked: .many)) == nil && calls.count == 0)
  }

  @Test func otherCallsLeaveNothing() {
    var calls = AskedCalls()
    calls.note(Self.asked(Scene.endpoint("203.0.113.8"), hook: .sysSendto))
    #expect(calls.count == 0)
  }
}
