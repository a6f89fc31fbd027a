// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// A proxy that others than the server name: what it is told is judged.
@Suite struct ProxyTests {
  private static let proxy = ProxyScene.proxy

  private func findings(_ host: String, _ port: UInt16 = 443, _ way: ProxyTarget.Way = .connect)
    -> [Finding]
  {
    var scene = ProxyScene()
    return ProxyScene.findings(scene.throughProxy(host, port, way))
  }

  @Test func anExpectedTargetIsSilentAndSoIsTheProxy() {
    #expect(findings("api.example").isEmpty)
    #expect(findings("198.51.100.9", 443, .socks5).isEmpty)
    #expect(findings("api.example", 443, .socks4a).isEmpty)
  }

  @Test(arguments: ProxyTarget.Way.allCases) func anotherTargetIsReported(way: ProxyTarget.Way)
    throws
  {
    let found = findings("evil.example", 443, way)
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.rule == .unexpectedDestination)
    #expect(finding.via == .proxy)
    #expect(finding.target.hostname == "evil.example" && finding.target.namedPort == 443)
    #expect(finding.target.endpoint == nil && finding.target.evidence == .proxy)
    #expect(
      finding.proxy
        == FindingProxy(
          endpoint: ProxyScene.endpoint(Self.proxy, 3128), hostname: "proxy.corp.example", way: way,
          source: "policy.yaml:2"))
    #expect(finding.reasons.first == "evil.example:443 is not among its expected endpoints")
    #expect(finding.reasons.contains { $0.contains("a proxy (policy.yaml:2)") })
  }

  @Test func thePortCounts() {
    #expect(findings("api.example", 80, .absolute).map(\.rule) == [.unexpectedDestination])
  }

  @Test func anAddressIsJudgedAsOne() throws {
    let finding = try #require(findings("203.0.113.7", 443, .socks5).first)
    #expect(finding.rules == [.unexpectedDestination, .addressWithoutName])
    #expect(finding.target.endpoint == ProxyScene.endpoint("203.0.113.7", 443))
    #expect(finding.proxy?.way == .socks5)
  }

  /// A client of SOCKS5 that looks names up itself.
  @Test func anAddressThatTheServerWasToldCounts() {
    var scene = ProxyScene()
    var outcomes = scene.resolve("api.example", "203.0.113.7")
    outcomes += scene.throughProxy("203.0.113.7", 443, .socks5)
    #expect(ProxyScene.findings(outcomes).isEmpty)
  }

  @Test(arguments: ["169.254.169.254", "2852039166", "0xa9fea9fe", "metadata.google.internal"])
  func metadataIsKnown(host: String) {
    #expect(findings(host, 80, .absolute).map(\.rule) == [.metadataAccess])
  }

  @Test func aCollectorIsKnown() {
    let finding = findings("webhook.site").first
    #expect(finding?.rules.contains(.knownCollector) == true)
  }

  @Test(arguments: ["localhost", "127.0.0.1", "0x7f.1", "::1"])
  func itsOwnMachineIsNotTheServers(host: String) {
    let finding = findings(host, 8080).first
    #expect(finding?.rule == .unexpectedDestination)
    #expect(finding?.reasons.first?.contains("the proxy's own machine") == true)
  }

  @Test func everyRequestOfAConnectionIsJudged() {
    var scene = ProxyScene()
    var outcomes = scene.throughProxy("api.example", 443, .absolute)
    outcomes += scene.tell(Self.proxy, 3128, "one.evil.example", 80, .absolute)
    outcomes += scene.tell(Self.proxy, 3128, "two.evil.example", 80, .absolute)
    #expect(
      ProxyScene.findings(outcomes).map(\.target.hostname)
        == ["one.evil.example", "two.evil.example"])
  }

  @Test func theProxysOwnNameMayBeAskedFor() {
    var scene = ProxyScene()
    var outcomes = scene.resolve("proxy.corp.example", Self.proxy)
    outcomes += scene.resolve("other.corp.example", Self.proxy)
    outcomes += scene.scene.feed([.tick(Scene.at(1000))])
    #expect(ProxyScene.findings(outcomes).map(\.target.hostname) == ["other.corp.example"])
  }

  @Test func theEndOfItsSocketGoesWithTheTarget() throws {
    var scene = ProxyScene()
    _ = scene.throughProxy("evil.example")
    let outcomes = scene.end(Self.proxy, 3128)
    guard case .closing(let finding)? = outcomes.first else {
      Issue.record("no end: \(outcomes)")
      return
    }
    #expect(finding.target.hostname == "evil.example" && finding.bytesOut == 100)
    #expect(outcomes.count == 1)
  }

  @Test func tlsToAProxyIsOpaque() throws {
    var scene = ProxyScene()
    _ = scene.resolve("proxy.corp.example", Self.proxy)
    #expect(ProxyScene.findings(scene.connect(Self.proxy, 3128)).isEmpty)
    let hello = Said.hello(name: "proxy.corp.example", isEncrypted: false)
    let found = ProxyScene.findings(scene.say(hello, to: Self.proxy, 3128))
    #expect(found.map(\.rule) == [.addressWithoutName])
    #expect(found.first?.reasons.first?.contains("opaque") == true)
    #expect(scene.end(Self.proxy, 3128).isEmpty)
  }

  /// Some proxies follow the Host of a plain request.
  @Test func theHostOfAPlainRequestIsATarget() {
    var scene = ProxyScene()
    _ = scene.resolve("proxy.corp.example", Self.proxy)
    _ = scene.connect(Self.proxy, 3128)
    var outcomes = scene.say(.host("evil.example"), to: Self.proxy, 3128)
    outcomes += scene.say(.host("other.example"), to: Self.proxy, 3128)
    #expect(
      ProxyScene.findings(outcomes).map(\.target.hostname) == ["evil.example", "other.example"])
    #expect(ProxyScene.findings(outcomes).map(\.proxy?.way) == [.host, .host])
  }

  @Test func tlsInATunnelIsNot() {
    var scene = ProxyScene()
    var outcomes = scene.throughProxy("api.example")
    outcomes += scene.say(
      .hello(name: "api.example", isEncrypted: false), to: Self.proxy, 3128, depth: 1)
    outcomes += scene.end(Self.proxy, 3128)
    #expect(ProxyScene.findings(outcomes).isEmpty)
  }

  @Test func whatCannotBeReadIsSaid() {
    var scene = ProxyScene()
    _ = scene.resolve("proxy.corp.example", Self.proxy)
    _ = scene.connect(Self.proxy, 3128)
    let found = ProxyScene.findings(scene.end(Self.proxy, 3128))
    #expect(found.map(\.rule) == [.addressWithoutName])
    #expect(found.first?.reasons.first?.contains("nothing could be read") == true)
    _ = scene.connect(Self.proxy, 3128, cookie: 8)
    #expect(scene.end(Self.proxy, 3128, sent: 0, cookie: 8).isEmpty)
  }

  @Test func aProxyWithoutANameIsAddressWithoutName() {
    var scene = ProxyScene()
    scene.scene.feed([.loss(Loss(time: Scene.at(5), stage: .evidenceRing, total: 1))])
    let found = ProxyScene.findings(scene.connect(Self.proxy, 3128))
    #expect(found.map(\.rule) == [.addressWithoutName])
  }

  @Test func installersHaveTheirRegistryBehindOneToo() {
    let npx = ["npx", "-y", "@acme/mcp-demo"]
    var story = Story([Story.entry("one", npx)], policy: ProxyScene.named)
    story.exec(20, parent: 1, npx)
    story.resolve(20, "proxy.corp.example", Self.proxy)
    #expect(story.reach(20, Self.proxy, 3128) == nil)
    #expect(story.tell(20, Self.proxy, 3128, "registry.npmjs.org") == nil)
    #expect(story.tell(20, Self.proxy, 3128, "evil.example")?.rule == .installEgress)
  }
}
