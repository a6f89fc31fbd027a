// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Policies
import Testing

@testable import Monitoring

/// Whose name counts for whom, and for how long.
@Suite struct NameLifeTests {
  private static let address = Scene.ip("203.0.113.7")

  private func names() -> GivenNames {
    var names = GivenNames(.addresses([Scene.ip("192.0.2.53")]))
    names.begin(1, Parts.exec(20, 2), hasUnseenNames: false)
    names.begin(2, Parts.exec(30, 3), hasUnseenNames: false)
    return names
  }

  @Test func anothersLookUpIsAHint() {
    var names = names()
    names.learn(Parts.lookUp("cdn.evil", Self.address), by: 2)
    names.learn(Parts.lookUp("api.example", Self.address), by: 1)
    let known = names.known(for: Parts.destination(), of: 1)
    #expect(known.names == ["api.example"])
    #expect(known.doubtful.isEmpty && known.others.map(\.name) == ["cdn.evil"])
    #expect(names.known(for: Parts.destination(), of: 2).names == ["cdn.evil"])
  }

  /// Who asked before its server was known is asked about when the name is.
  @Test func anEarlyLookUpIsItsServers() {
    var names = names()
    names.learn(Parts.lookUp("api.example", Self.address))
    #expect(names.known(for: Parts.destination(), of: 1) { $0.process.pid == 20 }.names.count == 1)
    #expect(names.known(for: Parts.destination(), of: 2) { _ in false }.names.isEmpty)
  }

  @Test func anotherServersNamesFireNothing() {
    let act = Self.act(KnownNames(others: [Parts.name("webhook.site")]))
    let verdict = ReachJudge(Parts.destination(), act).verdict
    #expect(!verdict.rules.contains(.knownCollector))
    #expect(verdict.reasons.contains { $0.contains("webhook.site: a hint") })
  }

  private static func act(_ names: KnownNames) -> Act {
    var act = Act(.reached(Parts.destination()), by: Parts.doer(Parts.instance()))
    act.names = names
    return act
  }

  @Test func anExpectedNameThatIsPastIsNoUnexpectedDestination() {
    let verdict = ReachJudge(
      Parts.destination(), Self.act(KnownNames(past: [Parts.name("api.example")]))
    ).verdict
    #expect(verdict.rules == [.addressWithoutName])
    #expect(verdict.reasons.contains { $0.contains("given as api.example") })
  }

  /// To wait for a name's end makes nothing milder.
  @Test func anotherNameThatIsPastStaysUnexpected() {
    for (name, rule) in [
      ("cdn.evil", Rule.unexpectedDestination), ("webhook.site", .knownCollector),
    ] {
      let verdict = ReachJudge(
        Parts.destination(), Self.act(KnownNames(past: [Parts.name(name)]))
      ).verdict
      #expect(verdict.rules.contains(rule))
      #expect(verdict.reasons.contains { $0.contains("given as \(name)") })
    }
    let renamed = KnownNames(trusted: [Parts.name("cdn.evil")], past: [Parts.name("api.example")])
    let verdict = ReachJudge(Parts.destination(), Self.act(renamed)).verdict
    #expect(verdict.rules.contains(.unexpectedDestination))
  }

  @Test func anOpenSocketHoldsItsName() {
    var names = names()
    names.learn(Parts.lookUp("api.example", Self.address), by: 1)
    let first = Parts.destination(at: 3, cookie: 9)
    names.hold(names.known(for: first, of: 1), for: first)
    #expect(names.known(for: Parts.destination(at: 9_000), of: 1).names == ["api.example"])
    names.release(Parts.flowEnd(9))
    let late = names.known(for: Parts.destination(at: 9_000), of: 1)
    #expect(late.names.isEmpty && late.past.map(\.name) == ["api.example"])
  }

  /// Two servers, one address, the whole monitor: the alert has the name that its server was given.
  @Test func anAlertNamesWhatItsServerAskedFor() {
    var scene = Scene(
      expect: "api.example", servers: ["one": Scene.command, "two": ["python3", "/opt/two.py"]])
    scene.begin()
    scene.feed([
      Scene.fork(10, 30, 1, at: 2.5),
      Scene.exec(30, 3, previous: 1, parent: 10, at: 2.6, ["python3", "/opt/two.py"]),
      .resolvers(
        Resolvers(
          time: Scene.at(2.7), mountNamespace: Scene.mount, addresses: [Scene.ip("192.0.2.53")])),
    ])
    for var message in Parts.lookUp("webhook.site", Self.address) {
      message.owner = Scene.actor(30, 3)
      scene.feed([.dnsPayload(message)])
    }
    let found = scene.findings([Scene.destination(20, 2, at: 3)])
    #expect(found.map { $0.target.hostname } == [nil])
    #expect(found.allSatisfy { !$0.rules.contains(.knownCollector) })
    let own = scene.findings([Scene.destination(30, 3, at: 3)])
    #expect(own.map { $0.target.hostname } == ["webhook.site"])
  }
}
