// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

@Suite struct AskingTests {
  @Test func anUnexpectedNameIsToldOncePerDomain() throws {
    var story = AskingScene()
    let findings = story.findings([
      AskingScene.asked("c2VjcmV0.evil.example.org", at: 3),
      AskingScene.asked("more.evil.example.org", at: 5),
      AskingScene.asked("other.example.com", at: 7),
    ])
    #expect(findings.map(\.rules) == [[.unexpectedName], [.unexpectedName]])
    let first = try #require(findings.first)
    #expect(first.time == Scene.at(3))
    #expect(first.target.hostname == "c2VjcmV0.evil.example.org".lowercased())
    #expect(first.target.endpoint == nil)
    #expect(first.target.resolver == AskingScene.machine)
    #expect(first.incident == "example.org")
    #expect(
      first.reasons.first
        == "it asked for c2vjcmv0.evil.example.org, which it is not expected to use")
    #expect(first.hook == .egress)
  }

  @Test func whicheverResolverIsAsked() {
    var story = AskingScene()
    let findings = story.findings([
      AskingScene.asked("evil.example.org", at: 3, resolver: Scene.ip("198.51.100.66"))
    ])
    #expect(findings.map(\.rule) == [.unexpectedName])
  }

  @Test func alsoOverTCP() {
    var story = AskingScene()
    let message = AskingScene.message("evil.example.org")
    let findings = story.findings([
      AskingScene.payload(
        AskingScene.number(UInt16(message.count)) + message, isAnswer: false, at: 3,
        transport: .tcp)
    ])
    #expect(findings.map(\.rule) == [.unexpectedName])
  }

  @Test(arguments: [
    "api.example", "API.Example", "printer", "localhost", "db.localhost", "nas.local",
    "7.100.51.198.in-addr.arpa", "100.51.198.in-addr.arpa",
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
    "_https._tcp.api.example", "_8443._https.api.example", "_services._dns-sd._udp.local",
    "lb._dns-sd._udp.0.100.51.198.in-addr.arpa", "api.example.corp.example",
    "postgres.example.net", "build7.lab.example", "build7.lab.example.corp.example",
    "db._dns-sd._udp.corp.example",
  ]) func isSilent(name: String) {
    var story = AskingScene()
    #expect(story.rules(asking: [name]).isEmpty)
  }

  @Test(arguments: [
    "api.example.org", "notapi.example", "x.api.example", "_mongodb._tcp.evil.org",
    "secret.data.51.198.in-addr.arpa", "evil.org.corp.example", "in-addr.arpa.evil.org",
  ]) func isNot(name: String) {
    var story = AskingScene(expect: "api.example")
    #expect(story.rules(asking: [name]) == [.unexpectedName])
  }

  /// glibc asks with the search list first, and then for the name itself: one story.
  @Test func theSearchListMakesNoSecondDomain() throws {
    var story = AskingScene()
    let findings = story.findings([
      AskingScene.asked("evil.org.corp.example", at: 3),
      AskingScene.asked("evil.org.example.net", at: 3.1), AskingScene.asked("evil.org", at: 3.2),
    ])
    #expect(findings.map(\.incident) == ["evil.org"])
    #expect(findings.first?.target.hostname == "evil.org")
    #expect(findings.first?.reasons.first?.contains("evil.org (as evil.org.corp.example)") == true)
  }

  @Test func wildcardsAllowWhatIsBelow() {
    var story = AskingScene(expect: "*.service.example")
    #expect(story.rules(asking: ["a.b.service.example", "service.example"]).count == 1)
  }

  @Test func anyAllowsNamesButNoCollector() {
    var story = AskingScene(expect: "any")
    #expect(story.rules(asking: ["what.ever.org", "x.webhook.site"]) == [.knownCollector])
  }

  @Test func aCollectorThatIsNamedIsSilent() {
    var story = AskingScene(expect: "webhook.site")
    #expect(story.rules(asking: ["webhook.site"]).isEmpty)
  }

  @Test func noneAllowsNoName() {
    var story = AskingScene(expect: "none")
    #expect(story.rules(asking: ["api.example"]) == [.unexpectedName])
  }

  @Test func aServerThatNothingDescribesIsNotToldByItsNames() {
    var story = AskingScene()
    story.scene = Scene(expect: "x.example")
    story.scene.monitor = Monitor(
      policy: Policy(), recognisers: [Scene.recogniser(["one": Scene.command])])
    story.scene.begin()
    #expect(story.rules(asking: ["a.org", "b.org", "c.org"]).isEmpty)
  }

  @Test func whatAnExpectedNameIsAnAliasOfMayBeAskedFor() {
    var story = AskingScene()
    let alias = AskingScene.payload(
      AskingScene.message("api.example", records: [(5, AskingScene.name("edge.cdn.org"))]),
      isAnswer: true, at: 3)
    #expect(story.findings([alias, AskingScene.asked("edge.cdn.org", at: 4)]).isEmpty)
  }

  @Test func butNotWhereAnotherResolverSaysSo() {
    var story = AskingScene()
    let alias = AskingScene.payload(
      AskingScene.message("api.example", records: [(5, AskingScene.name("edge.cdn.org"))]),
      isAnswer: true, at: 3, resolver: Scene.ip("198.51.100.66"))
    let findings = story.findings([alias, AskingScene.asked("edge.cdn.org", at: 4)])
    #expect(findings.map(\.rule) == [.unexpectedName])
  }

  @Test func aMessageThatIsNoneIsPassedOver() {
    var story = AskingScene()
    let whole = AskingScene.message("evil.example.org")
    let cuts = (0..<whole.count).map {
      AskingScene.payload(Array(whole.prefix($0)), isAnswer: false, at: 3)
    }
    let turned = AskingScene.payload(whole, isAnswer: true, at: 3)
    #expect(story.findings(cuts + [turned]).isEmpty)
  }

  @Test func aProcessOfNoServerIsNotJudged() {
    var story = AskingScene()
    let other = AskingScene.payload(
      AskingScene.message("evil.example.org"), isAnswer: false, at: 3, program: 1)
    guard case .dnsPayload(var payload) = other else { return }
    payload.owner = Scene.actor(10, 1)
    #expect(story.findings([.dnsPayload(payload)]).isEmpty)
  }
}
