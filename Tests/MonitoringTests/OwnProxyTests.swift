// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@testable import Monitoring

/// Proxies that nobody but the server names, and hosts that are none.
@Suite struct OwnProxyTests {
  private static let own = ProxyScene.own

  @Test func itStaysUnexpectedWhateverItIsTold() throws {
    var scene = ProxyScene()
    let connected = ProxyScene.findings(scene.connect(Self.own, 3128))
    #expect(connected.map(\.rule) == [.unexpectedDestination])
    let told = scene.tell(Self.own, 3128, "api.example")
    #expect(ProxyScene.findings(told).isEmpty)
    let amended = try #require(ProxyScene.named(told).first)
    #expect(amended.target == connected.first?.target && amended.rule == .unexpectedDestination)
    #expect(amended.reasons.last == "it was told by CONNECT to go to api.example:443")
    #expect(amended.proxy == nil && amended.via == .syscall)
  }

  @Test func aReasonIsSaidOnceAndAFewAreKept() {
    var scene = ProxyScene()
    _ = scene.connect(Self.own, 3128)
    #expect(scene.tell(Self.own, 3128, "a.example").count == 1)
    #expect(scene.tell(Self.own, 3128, "a.example").isEmpty)
    for index in 0..<20 { _ = scene.tell(Self.own, 3128, "n\(index).example") }
    #expect(scene.tell(Self.own, 3128, "b.example").isEmpty)
    guard case .closing(let finding)? = scene.end(Self.own, 3128).first else {
      Issue.record("no end")
      return
    }
    #expect(finding.reasons.filter { $0.hasPrefix("it was told") }.count == 8)
  }

  @Test func itsNameHelpsItNothing() {
    var scene = ProxyScene()
    var outcomes = scene.resolve("proxy.evil.example", Self.own)
    outcomes += scene.connect(Self.own, 3128)
    outcomes += scene.tell(Self.own, 3128, "api.example")
    #expect(ProxyScene.findings(outcomes).map(\.rule) == [.unexpectedDestination])
  }

  @Test func theServersOwnVariablesNameNone() {
    var scene = ProxyScene()
    scene.scene.feed([
      Scene.fork(20, 21, 2, at: 5), Scene.exec(21, 3, previous: 2, parent: 20, at: 5.1, ["curl"]),
      .proxies(Proxies(time: Scene.at(5.2), process: Scene.id(21), starter: ["\(Self.own):3128"])),
    ])
    #expect(ProxyScene.findings(scene.connect(Self.own, 3128)).count == 1)
  }

  @Test func loopbackIsTheSame() {
    var scene = ProxyScene()
    let connected = ProxyScene.findings(scene.connect("127.0.0.1", 3128))
    #expect(connected.map(\.rule) == [.localDestination])
    let good = scene.tell("127.0.0.1", 3128, "api.example")
    #expect(ProxyScene.findings(good).isEmpty)
    #expect(ProxyScene.named(good).first?.rule == .localDestination)
    let evil = ProxyScene.findings(scene.tell("127.0.0.1", 3128, "evil.example"))
    #expect(evil.map(\.rule) == [.unexpectedDestination])
    #expect(evil.first?.proxy?.source == nil)
    #expect(evil.first?.reasons.contains { $0.contains("nobody but the server") } == true)
  }

  @Test func aLoopbackProxyThatIsNamedCounts() {
    var scene = ProxyScene(entry: ["127.0.0.1:3128"])
    #expect(ProxyScene.findings(scene.connect("127.0.0.1", 3128)).isEmpty)
    #expect(ProxyScene.findings(scene.tell("127.0.0.1", 3128, "api.example")).isEmpty)
    let evil = ProxyScene.findings(scene.tell("127.0.0.1", 3128, "evil.example"))
    #expect(evil.map(\.proxy?.source) == ["entry"])
  }

  @Test func anExpectedHostIsNoWayOut() throws {
    var scene = ProxyScene()
    var outcomes = scene.resolve("expected.example", "203.0.113.80")
    outcomes += scene.connect("203.0.113.80", 443)
    outcomes += scene.tell("203.0.113.80", 443, "api.example")
    #expect(ProxyScene.findings(outcomes).isEmpty)
    let found = ProxyScene.findings(scene.tell("203.0.113.80", 443, "evil.example"))
    let finding = try #require(found.first)
    #expect(finding.rule == .unexpectedDestination && finding.rule.severity == .high)
    #expect(finding.via == .proxy && finding.proxy?.source == nil)
    #expect(finding.target.hostname == "evil.example")
    #expect(
      finding.reasons.contains(
        "expected.example (203.0.113.80:443), which nobody but the server named as a proxy, was "
          + "told so by CONNECT"))
  }

  /// A whole URL is how a host itself may be asked (RFC 9112, section 3.2.2).
  @Test func aHostThatIsAskedForItselfIsNoProxy() {
    var scene = ProxyScene()
    var outcomes = scene.resolve("expected.example", "203.0.113.80")
    outcomes += scene.connect("203.0.113.80", 443)
    outcomes += scene.tell("203.0.113.80", 443, "expected.example", 443, .absolute)
    outcomes += scene.tell("203.0.113.80", 443, "203.0.113.80", 443, .absolute)
    outcomes += scene.connect("127.0.0.1", 8080)
    outcomes += scene.tell("127.0.0.1", 8080, "localhost", 8080, .absolute)
    #expect(outcomes.allSatisfy { if case .finding = $0 { false } else { true } })
  }

  @Test(arguments: [
    ("proxies: [none]", ["proxy.corp.example:3128"]),
    (
      "servers:\n  one:\n    expect: [api.example]\n    proxies: [none]",
      ["proxy.corp.example:3128"]
    ),
    ("servers: {}", []),
  ]) func aProxyThatThePolicyForbidsIsNone(text: String, entry: [String]) {
    var scene = ProxyScene("egret: 1\n" + text, entry: entry)
    var outcomes = scene.resolve("proxy.corp.example", ProxyScene.proxy)
    outcomes += scene.connect(ProxyScene.proxy, 3128)
    #expect(!ProxyScene.findings(outcomes).isEmpty)
  }

  @Test func whoElseMayNameOne() {
    var scene = ProxyScene("egret: 1\nservers:\n  one:\n    expect: [api.example]\n")
    scene.scene.feed([
      .proxies(
        Proxies(
          time: Scene.at(3), process: Scene.id(20), machine: ["198.51.100.1:8080"],
          starter: ["198.51.100.2:8080"]))
    ])
    for (address, source) in [
      ("198.51.100.1", "machine"), ("198.51.100.2", "client's environment"),
    ] {
      #expect(ProxyScene.findings(scene.connect(address, 8080)).isEmpty)
      let found = ProxyScene.findings(scene.tell(address, 8080, "evil.example"))
      #expect(found.map(\.proxy?.source) == [source])
    }
  }

  /// A policy that is read again, and one server more in it.
  @Test func anotherPolicyChangesWhatCounts() {
    var scene = ProxyScene()
    let none = Policy.read(
      "egret: 1\nproxies: [none]\nservers:\n  one: {expect: [api.example]}\n", file: "p")
    _ = scene.scene.monitor.replace(
      policy: none.policy ?? Policy(), recognisers: [Scene.recogniser(["one": Scene.command])])
    var outcomes = scene.resolve("proxy.corp.example", ProxyScene.proxy)
    outcomes += scene.connect(ProxyScene.proxy, 3128)
    #expect(ProxyScene.findings(outcomes).contains { $0.rule == .unexpectedDestination })
  }
}
