// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@testable import Monitoring

/// What a process says on a connection, against what its address was given as.
@Suite struct SaidTests {
  @Test func anotherNameAtAnExpectedAddressIsAMismatch() throws {
    var scene = SaidScene()
    let findings = scene.findings(
      SaidScene.reached(["api.example"]) + [SaidScene.said(SaidScene.hello("evil.test"))])
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.rules == [.nameMismatch])
    #expect(finding.target.hostname == "api.example" && finding.target.evidence == .dns)
    #expect(finding.target.said == SaidName(name: "evil.test", evidence: .sni))
    #expect(finding.cookie == 9 && finding.time == Scene.at(3.4))
    #expect(
      finding.reasons.prefix(2) == [
        "it said evil.test in its ClientHello, which is not among its expected endpoints",
        "203.0.113.7:443 is expected as api.example",
      ])
  }

  @Test(arguments: [
    SaidScene.hello("api.example"), .host("api.example"), SaidScene.hello("api"),
    SaidScene.hello(nil), .host(SaidScene.address),
    SaidScene.hello("front.test", isEncrypted: true),
  ])
  func isSilent(said: Said) {
    #expect(SaidScene.rules(at: ["api.example"], saying: said).isEmpty)
  }

  @Test(arguments: [
    (SaidScene.hello("evil.test"), NameEvidence.sni, TransportProtocol.tcp),
    (SaidScene.hello("evil.test"), .quic, .udp), (.host("evil.test"), .http, .tcp),
    (.host("198.51.100.9"), .http, .tcp), (.host("localhost"), .http, .tcp),
    (SaidScene.hello("api.example.evil.test"), .sni, .tcp),
  ])
  func isAMismatch(said: Said, evidence: NameEvidence, transport: TransportProtocol) {
    var scene = SaidScene(expect: "api.example:443/any")
    let findings = scene.findings(
      SaidScene.reached(["api.example"]) + [SaidScene.said(said, transport: transport)])
    #expect(findings.map(\.rules) == [[.nameMismatch]])
    #expect(findings.first?.target.said?.evidence == evidence)
  }

  /// The address is that of both; what is said tells them apart.
  @Test func twoNamesOfOneAddress() {
    let both = ["api.example", "evil.test"]
    #expect(
      SaidScene.rules(at: both, saying: SaidScene.hello("api.example")) == [[.unexpectedName]])
    #expect(
      SaidScene.rules(at: both, saying: SaidScene.hello("evil.test"))
        == [[.nameMismatch, .unexpectedName]], "one incident")
  }

  @Test func whatComesLaterIsTheSameIncident() {
    var scene = SaidScene()
    let findings = scene.findings(
      SaidScene.reached(["api.example", "evil.test"])
        + [SaidScene.said(SaidScene.hello("www.evil.test"), at: 9)])
    #expect(findings.map(\.rules) == [[.unexpectedName], [.nameMismatch]])
    #expect(findings.map(\.incident) == ["evil.test", "evil.test"])
  }

  @Test(arguments: ["*.example", "any"]) func anExpectedNameIsNone(expect: String) {
    #expect(
      SaidScene.rules(at: ["api.example"], saying: .host("b.example"), expect: expect).isEmpty)
  }

  /// Expected by its number: a person allowed whatever is there.
  @Test func anExpectedAddressHasAnyName() {
    let rules = SaidScene.rules(
      at: [], saying: SaidScene.hello("evil.test"), expect: "203.0.113.0/24")
    #expect(rules.isEmpty)
  }

  @Test(arguments: ["any", "203.0.113.0/24", "api.example"])
  func aCollectorIsToldAnyway(expect: String) {
    let rules = SaidScene.rules(
      at: ["api.example"], saying: SaidScene.hello("x.webhook.site"), expect: expect)
    #expect(rules.joined().contains(.knownCollector))
    #expect(rules.joined().contains(.nameMismatch) == (expect == "api.example"))
  }

  @Test func anAliasOfAnExpectedNameIsNone() {
    var scene = SaidScene()
    let alias = AskingScene.name("edge.cdn.test")
    let answer: [UInt8] =
      AskingScene.message("api.example", records: [(5, alias)])
      + alias + [0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 7]
    var both = answer
    both[7] = 2
    let events = [
      AskingScene.asked("api.example", at: 2.8),
      AskingScene.payload(both, isAnswer: true, at: 2.9), Scene.destination(20, 2, at: 3),
      SaidScene.said(SaidScene.hello("edge.cdn.test")),
    ]
    #expect(scene.findings(events).isEmpty)
  }

  @Test func inATunnelAndOnLoopbackNothingIsJudged() {
    var scene = SaidScene()
    let events =
      SaidScene.reached(["api.example"]) + [
        SaidScene.said(SaidScene.hello("evil.test"), depth: 1),
        SaidScene.said(.host("evil.test"), "127.0.0.1", port: 8080),
      ]
    #expect(scene.findings(events).isEmpty)
  }

  /// What is said makes nothing expected: it names what has no name.
  @Test(arguments: ["evil.test", "api.example"]) func anUnnamedAddressIsNamed(name: String) throws {
    var scene = SaidScene()
    let outcomes = scene.outcomes([
      Scene.destination(20, 2, at: 3), SaidScene.said(SaidScene.hello(name)),
      SaidScene.said(SaidScene.hello("again.test"), at: 5),
    ])
    #expect(outcomes.count == 2)
    guard case .finding(let first)? = outcomes.first, case .amended(let named)? = outcomes.last
    else {
      Issue.record("no finding and its name: \(outcomes)")
      return
    }
    #expect(first.rule == .unexpectedDestination && first.target.said == nil)
    #expect(named.rules == first.rules && named.time == Scene.at(3.4))
    #expect(named.target.hostname == nil && named.target.evidence == .sni)
    #expect(named.target.said?.name == name)
    #expect(named.reasons[1] == "it said \(name) in its ClientHello: a claim")
    guard case .closing(let end)? = scene.outcomes([.flowEnd(Parts.flowEnd())]).first else {
      Issue.record("no end")
      return
    }
    #expect(end.target.said?.name == name)
  }

  @Test func anEncryptedHelloIsRecognised() {
    var scene = SaidScene()
    let outcomes = scene.outcomes([
      Scene.destination(20, 2, at: 3),
      SaidScene.said(SaidScene.hello("front.test", isEncrypted: true)),
    ])
    guard case .amended(let named)? = outcomes.last else {
      Issue.record("no name: \(outcomes)")
      return
    }
    #expect(
      named.reasons[1]
        == "its ClientHello is encrypted (ECH): front.test is only the front's name")
  }

  @Test func aServerThatNothingDescribesHasOnlyCollectors() {
    var scene = Scene(expect: "api.example", servers: [:])
    scene.begin()
    #expect(scene.findings([SaidScene.said(SaidScene.hello("evil.test"))]).isEmpty)
    var undescribed = SaidScene(expect: "api.example")
    undescribed.asking.scene.monitor = Monitor(
      policy: Policy(), recognisers: [Scene.recogniser(["one": Scene.command])])
    undescribed.asking.scene.begin()
    let findings = undescribed.findings([
      Scene.destination(20, 2, at: 3), SaidScene.said(SaidScene.hello("evil.test")),
      SaidScene.said(SaidScene.hello("webhook.site"), at: 5),
    ])
    #expect(findings.map(\.rules) == [[.noExpectations], [.knownCollector]])
  }

  @Test func aClaimOfAProcessThatIsNotKnownWaits() {
    var scene = Scene()
    scene.feed([.loss(Loss(time: Scene.at(1), stage: .lifecycleRing, total: 1))])
    let outcomes = scene.feed([SaidScene.said(SaidScene.hello("evil.test"))])
    #expect(outcomes.contains { if case .request(.identify) = $0 { true } else { false } })
  }
}
