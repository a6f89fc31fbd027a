// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// What is said inside a tunnel, against where the proxy was told that it leads.
@Suite struct TunnelSaidTests {
  private static let proxy = ProxyScene.proxy

  private static func hello(_ name: String, isEncrypted: Bool = false) -> Said {
    .hello(name: name, isEncrypted: isEncrypted)
  }

  /// Findings of a tunnel by the policy's proxy, after the one of its target.
  private func findings(
    to host: String, _ port: UInt16 = 443, _ way: ProxyTarget.Way = .connect, saying said: Said,
    resolving name: String? = nil
  ) -> [Finding] {
    var scene = ProxyScene()
    if let name { _ = scene.resolve(name, host) }
    _ = scene.throughProxy(host, port, way)
    return ProxyScene.findings(scene.say(said, to: Self.proxy, 3128, depth: 1))
  }

  @Test(arguments: [ProxyTarget.Way.connect, .socks4a, .socks5])
  func anotherNameThanTheTargetIsAMismatch(way: ProxyTarget.Way) throws {
    let found = findings(to: "api.example", 443, way, saying: Self.hello("evil.test"))
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.rules == [.nameMismatch])
    #expect(finding.via == .proxy)
    #expect(finding.target.hostname == "api.example" && finding.target.namedPort == 443)
    #expect(finding.target.said == SaidName(name: "evil.test", evidence: .sni))
    #expect(finding.proxy?.source == "policy.yaml:2")
    #expect(
      finding.reasons.prefix(2) == [
        "it said evil.test in its ClientHello, which is not among its expected endpoints",
        "the tunnel that it said so in leads to api.example:443",
      ])
    #expect(finding.reasons.contains { $0.contains("a proxy (policy.yaml:2), was told so by") })
  }

  @Test func aHostIsComparedToo() {
    let found = findings(to: "api.example", saying: .host("evil.test"))
    #expect(found.map(\.rules) == [[.nameMismatch]])
    #expect(found.first?.target.said?.evidence == .http)
  }

  @Test func theTargetsNameAndOtherExpectedOnesAreSilent() {
    #expect(findings(to: "api.example", saying: Self.hello("api.example")).isEmpty)
    #expect(findings(to: "api.example", saying: Self.hello("expected.example")).isEmpty)
    #expect(findings(to: "198.51.100.9", 443, .socks5, saying: Self.hello("x.test")).isEmpty)
  }

  /// ECH shows the front's name only; a collector in front is one all the same.
  @Test func anEncryptedHelloIsNoMismatch() {
    let front = Self.hello("front.test", isEncrypted: true)
    #expect(findings(to: "api.example", saying: front).isEmpty)
    let collector = Self.hello("webhook.site", isEncrypted: true)
    #expect(findings(to: "api.example", saying: collector).map(\.rules) == [[.knownCollector]])
  }

  @Test func aCollectorIsKnown() {
    let found = findings(to: "api.example", saying: Self.hello("webhook.site"))
    #expect(found.map { Set($0.rules) } == [[.nameMismatch, .knownCollector]])
  }

  /// A client of SOCKS5 that looks names up itself.
  @Test func anAddressIsComparedUnderTheNamesItWasGivenFor() {
    let said = { (name: String) in
      findings(
        to: "203.0.113.7", 443, .socks5, saying: Self.hello(name), resolving: "api.example")
    }
    #expect(said("api.example").isEmpty)
    #expect(said("evil.test").map(\.rules) == [[.nameMismatch]])
  }

  /// The said name stands with the alert of the target, once, and makes nothing expected.
  @Test(arguments: ["203.0.113.7", "evil.test"]) func anUnexpectedTargetGainsIt(host: String) {
    var scene = ProxyScene()
    #expect(ProxyScene.findings(scene.throughProxy(host, 443, .socks5)).count == 1)
    let outcomes =
      scene.say(Self.hello("api.example"), to: Self.proxy, 3128, depth: 1)
      + scene.say(Self.hello("api.example"), to: Self.proxy, 3128, depth: 1)
    #expect(ProxyScene.findings(outcomes).isEmpty)
    let named = ProxyScene.named(outcomes)
    #expect(named.map(\.target.said?.name) == ["api.example"])
    #expect(named.first?.reasons.contains { $0.hasPrefix("it said api.example") } == true)
  }

  /// Behind a proxy behind a proxy the last one's target counts.
  @Test func theInnermostTargetCounts() {
    var scene = ProxyScene()
    _ = scene.throughProxy("expected.example", 443)
    #expect(
      ProxyScene.findings(scene.tell(Self.proxy, 3128, "api.example", depth: 1)).isEmpty)
    #expect(
      scene.say(Self.hello("api.example"), to: Self.proxy, 3128, depth: 2).isEmpty)
    let found = ProxyScene.findings(
      scene.say(Self.hello("evil.test"), to: Self.proxy, 3128, depth: 2))
    #expect(found.first?.reasons.contains { $0.hasSuffix("leads to api.example:443") } == true)
  }

  /// A proxy of the server's own is an alert already; what is said in its tunnel adds nothing.
  @Test func aProxyOfTheServersOwnStaysWhatItIs() {
    var scene = ProxyScene()
    _ = scene.resolve("own.example", ProxyScene.own)
    _ = scene.connect(ProxyScene.own, 3128)
    _ = scene.tell(ProxyScene.own, 3128, "api.example")
    let outcomes = scene.say(Self.hello("evil.test"), to: ProxyScene.own, 3128, depth: 1)
    #expect(ProxyScene.findings(outcomes).isEmpty)
  }

  /// The end of the proxy's socket is the end of the mismatch.
  @Test func theEndGoesWithTheMismatch() {
    var scene = ProxyScene()
    _ = scene.throughProxy("api.example")
    _ = scene.say(Self.hello("evil.test"), to: Self.proxy, 3128, depth: 1)
    let outcomes = scene.end(Self.proxy, 3128)
    guard case .closing(let finding)? = outcomes.first else {
      Issue.record("no end: \(outcomes)")
      return
    }
    #expect(finding.rules == [.nameMismatch] && outcomes.count == 1)
    #expect(scene.say(Self.hello("evil.test"), to: Self.proxy, 3128, depth: 1).isEmpty)
  }

  @Test func tunnelsAreBounded() {
    var tunnels = Tunnels()
    let target = ProxyTarget(way: .connect, host: "api.example", port: 443)
    let endpoint = ProxyScene.endpoint(Self.proxy, 3128)
    for cookie in 1...UInt64(3 * Tunnels.limit) {
      let claim = Claim(
        time: Scene.at(1), owner: Scene.actor(20, 2), cookie: cookie, peer: endpoint,
        said: .proxy(target))
      let proxy = FindingProxy(endpoint: endpoint, way: .connect)
      tunnels.open(Proxied(target, claim, by: proxy))
    }
    #expect(tunnels.count == Tunnels.limit)
    #expect(tunnels[1] == nil && tunnels[UInt64(3 * Tunnels.limit)] != nil)
  }
}
