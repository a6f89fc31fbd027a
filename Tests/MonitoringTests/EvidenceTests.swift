// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Policies
import Testing

@testable import Monitoring

/// What cannot be silenced, and what is admitted.
@Suite struct EvidenceTests {
  private func begun(expect: String = "api.example") -> Scene {
    var scene = Scene(expect: expect)
    scene.begin()
    return scene
  }

  @Test func evidenceOfStrangersIsNobodys() {
    var scene = begun()
    #expect(scene.findings([Scene.destination(99, 77, at: 3)]).isEmpty)
    #expect(scene.findings([Scene.asked(99, 77, .read(.other(family: 17)), index: 0)]).isEmpty)
    #expect(scene.findings([Scene.destination(10, 1, at: 3)]).isEmpty)
  }

  @Test func aProcessCountsWhereItsProgramIsNotKnown() {
    var scene = begun()
    #expect(scene.findings([Scene.destination(20, 0, at: 3)]).map(\.server.name) == ["one"])
    #expect(scene.findings([Scene.destination(20, 999, at: 3)]).map(\.server.name) == ["one"])
  }

  @Test func aSocketsOwnerCountsWhoeverUsesIt() {
    var scene = begun()
    let owner = Scene.actor(20, 2)
    let found = scene.findings([Scene.destination(99, 77, at: 3, owner: owner)])
    #expect(found.map(\.process.id) == [owner.process])
    #expect(found.first?.reasons.contains { $0.contains("process 99 used it") } == true)
  }

  @Test(arguments: [(Hook.connect4, 1), (.sendmsg6, 1), (.egress, 0), (.floor, 0)])
  func aStolenSocketLendsNothing(hook: Hook, count: Int) {
    let servers = ["one": Scene.command, "two": ["python3", "/two.py"]]
    var scene = Scene(expect: "none", servers: servers)
    var policy = Scene.policy("any", ["two"])
    policy.servers += Scene.policy("none", ["one"]).servers
    _ = scene.monitor.replace(policy: policy, recognisers: [Scene.recogniser(servers)])
    scene.begin()
    scene.feed([Scene.exec(30, 3, at: 2, ["python3", "/two.py"])])
    let owner = Scene.actor(30, 3)
    #expect(scene.findings([Scene.destination(30, 3, at: 3, owner: owner)]).isEmpty)
    let found = scene.findings([Scene.destination(20, 2, at: 3, owner: owner, hook: hook)])
    #expect(found.map(\.server.name) == Array(repeating: "one", count: count))
  }

  @Test func lostEvidenceIsAdmitted() {
    var scene = begun()
    #expect(scene.findings([Scene.destination(20, 2, at: 3)]).first?.rule == .unexpectedDestination)
    for stage in Loss.Stage.allCases where stage != .evidenceRing {
      scene.feed([.loss(Loss(time: Scene.at(4), stage: stage, total: 1))])
    }
    #expect(scene.monitor.names.lostEvidence == nil)
    scene.feed([.loss(Loss(time: Scene.at(5), stage: .evidenceRing, total: 1))])
    #expect(scene.monitor.names.lostEvidence == Scene.at(5))
    #expect(scene.findings([Scene.destination(20, 2, at: 6)]).first?.rule == .addressWithoutName)
  }

  /// A lost name cannot be one of a server that began later, nor one that would have expired.
  @Test func aLossIsNotADoubtForEver() {
    var scene = begun()
    scene.feed([.loss(Loss(time: Scene.at(5), stage: .evidenceRing, total: 1))])
    scene.feed([Scene.exec(40, 4, at: 6)])
    #expect(scene.findings([Scene.destination(40, 4, at: 7)]).first?.rule == .unexpectedDestination)
    #expect(scene.findings([Scene.destination(20, 2, at: 7)]).first?.rule == .addressWithoutName)
    let end = 5 + Double(NameLifetime.longest) / 1e9
    let late = scene.findings([Scene.destination(20, 2, at: end)])
    #expect(late.first?.rule == .addressWithoutName)
    let later = scene.findings([Scene.destination(20, 2, at: end + 1)])
    #expect(later.first?.rule == .unexpectedDestination)
  }

  @Test func whatFindsNoPlaceIsCounted() {
    var scene = begun()
    #expect(scene.monitor.losses.values.allSatisfy { $0 == 0 })
    scene.feed([.loss(Loss(time: Scene.at(5), stage: .lifecycleRing, total: 1))])
    for pid in 1_000..<UInt32(1_000 + 300) { scene.feed([Scene.destination(pid, 90, at: 6)]) }
    for _ in 0..<20 { scene.feed([Scene.destination(1_000, 90, at: 6)]) }
    // 256 places; 16 events in each.
    #expect(scene.monitor.losses[.unidentified] == 44 + 5)
  }

  @Test func namesThatCameUnseenAreAdmittedForThatServerAlone() {
    var scene = Scene(servers: ["one": Scene.command, "two": ["python3", "/two.py"]])
    scene.begin()
    scene.feed([
      Scene.exec(30, 3, at: 2, ["python3", "/two.py"]),
      Scene.asked(
        20, 2, .read(.unix("/run/systemd/resolve/io.systemd.Resolve")), index: 0, hook: .sysConnect),
    ])
    #expect(scene.findings([Scene.destination(20, 2, at: 3)]).first?.rule == .addressWithoutName)
    #expect(scene.findings([Scene.destination(30, 3, at: 3)]).first?.rule == .unexpectedDestination)
  }

  @Test func aResolverOfAnotherNamespaceIsNotItsOwn() {
    var scene = begun()
    scene.feed([
      .resolvers(
        Resolvers(
          time: Scene.at(3), mountNamespace: Scene.mount, addresses: [Scene.ip("192.0.2.53")]))
    ])
    let own = Scene.destination(20, 2, "192.0.2.53", port: 53, at: 4)
    let other = Scene.destination(20, 2, "192.0.2.53", port: 53, at: 4, net: 7)
    #expect(scene.findings([own]).isEmpty)
    #expect(scene.findings([other]).first?.rules.contains(.unexpectedResolver) == true)
  }

  @Test func aFileThatTheServerWroteLaterDoesNotCount() {
    var scene = begun()
    for (address, owner) in [("192.0.2.53", UInt32(0)), ("203.0.113.53", 1000)] {
      var files = Resolvers(
        time: Scene.at(3), mountNamespace: Scene.mount, addresses: [Scene.ip(address)])
      files.resolvWriters.owner = owner
      scene.feed([.resolvers(files)])
    }
    #expect(scene.findings([Scene.destination(20, 2, "203.0.113.53", port: 53, at: 4)]).count == 1)
  }

  @Test func aServerThatPlaysAnotherStaysItself() {
    var scene = Scene(servers: ["one": Scene.command, "two": ["python3", "/two.py"]])
    scene.begin()
    scene.feed([Scene.exec(20, 3, previous: 2, parent: 10, at: 3, ["python3", "/two.py"])])
    #expect(scene.findings([Scene.destination(20, 3, at: 4)]).map(\.server.name) == ["one"])
    #expect(scene.monitor.attribution.instances.count == 1)
  }

  @Test func aTerminalMeansAPerson() {
    var scene = Scene()
    scene.feed([Scene.exec(20, 2, at: 2, stdin: .terminal)])
    #expect(scene.findings([Scene.destination(20, 2, at: 3)]).isEmpty)
    #expect(scene.monitor.runningServers == 0)
  }

  @Test func namesOfCredentialsOnly() {
    var scene = begun()
    #expect(scene.findings([Scene.destination(20, 2, at: 3)]).first?.credentials == ["API_TOKEN"])
  }
}
