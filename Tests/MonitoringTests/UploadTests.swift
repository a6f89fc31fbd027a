// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// Bytes out against `max-upload`: of every process, within the window, and while connections are open.
@Suite struct UploadTests {
  private var scene: Scene

  private static let text = """
    egret: 1
    servers:
      one:
        expect:
          - {host: 203.0.113.7, max-upload: 1000/hour}
          - {host: 198.51.100.0/24, max-upload: 1kB/minute}
          - 192.0.2.1
    """

  init() {
    scene = Scene(policy: Policy.read(Self.text, file: "policy.yaml").policy)
    scene.begin()
  }

  private static func endpoint(_ address: String) -> Endpoint {
    Endpoint(address: Scene.ip(address), port: 443)
  }

  private mutating func connect(
    _ cookie: UInt64, to address: String = "203.0.113.7", at time: Double, by actor: Actor? = nil
  ) -> [Outcome] {
    let actor = actor ?? Scene.actor(20, 2)
    return scene.feed([
      .destination(
        Destination(
          time: Scene.at(time), actor: actor, owner: actor, cookie: cookie,
          endpoint: Self.endpoint(address), transport: .tcp, hook: .connect4, via: .syscall,
          netNamespace: Scene.net))
    ])
  }

  private mutating func carry(
    _ cookie: UInt64, to address: String = "203.0.113.7", _ bytes: UInt64, at time: Double
  ) -> [Finding] {
    scene.findings([
      .flowProgress(
        FlowProgress(
          time: Scene.at(time), cookie: cookie, endpoint: Self.endpoint(address), bytesOut: bytes,
          bytesIn: 0))
    ])
  }

  private mutating func close(
    _ cookie: UInt64, to address: String = "203.0.113.7", _ bytes: UInt64, at time: Double
  ) -> [Outcome] {
    scene.feed([
      .flowEnd(
        FlowEnd(
          time: Scene.at(time), owner: Scene.actor(20, 2), endpoint: Self.endpoint(address),
          cookie: cookie, began: Scene.at(3), bytesOut: bytes, bytesIn: 5,
          netNamespace: Scene.net, transport: .tcp, result: .established))
    ])
  }

  @Test mutating func firesWhileTheConnectionIsOpen() throws {
    #expect(connect(1, at: 3).isEmpty)
    #expect(carry(1, 1_000, at: 4).isEmpty)
    let findings = carry(1, 1_001, at: 5)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.rules == [.uploadOverBudget] && finding.severity == .high)
    #expect(finding.bytesOut == 1_001 && finding.target.endpoint == Self.endpoint("203.0.113.7"))
    #expect(
      finding.reasons.first
        == "203.0.113.7 took 1001 B of all its processes in 1 seconds, and policy.yaml:5 "
        + "allows 1000 B within an hour")
    #expect(carry(1, 9_000, at: 6).isEmpty)
    let ends = close(1, 10_000, at: 7).compactMap { outcome in
      if case .closing(let finding) = outcome { finding } else { nil }
    }
    #expect(ends.map(\.bytesOut) == [10_000])
  }

  @Test mutating func allProcessesAndConnectionsCountTogether() {
    _ = scene.feed([Scene.fork(20, 30, 2, at: 3)])
    _ = connect(1, at: 3)
    _ = connect(2, at: 3, by: Scene.actor(30, 2))
    #expect(HandoffScene.findings(close(1, 600, at: 4)).isEmpty)
    #expect(carry(2, 400, at: 5).isEmpty)
    #expect(HandoffScene.findings(close(2, 401, at: 6)).map(\.rules) == [[.uploadOverBudget]])
  }

  /// An entry is one budget, whichever of its addresses is used.
  @Test mutating func aRangeIsOneBudget() {
    _ = connect(1, to: "198.51.100.7", at: 3)
    _ = connect(2, to: "198.51.100.8", at: 3)
    #expect(carry(1, to: "198.51.100.7", 600, at: 4).isEmpty)
    #expect(carry(2, to: "198.51.100.8", 401, at: 5).count == 1)
    #expect(carry(1, to: "198.51.100.7", 9_000, at: 6).isEmpty)
  }

  @Test mutating func aWindowBeginsAnew() {
    _ = connect(1, at: 3)
    #expect(carry(1, 900, at: 4).isEmpty)
    #expect(carry(1, 1_800, at: 3_604).isEmpty)
    #expect(carry(1, 2_000, at: 3_605).count == 1)
    #expect(carry(1, 9_000, at: 7_203).isEmpty)
    #expect(carry(1, 10_100, at: 7_206).count == 1)
  }

  @Test mutating func whatHasNoBudgetIsNotCounted() {
    _ = connect(1, to: "192.0.2.1", at: 3)
    #expect(HandoffScene.findings(close(1, to: "192.0.2.1", .max, at: 4)).isEmpty)
    #expect(Scene.requests(scene.feed([.tick(Scene.at(5))])).isEmpty)
  }

  /// Bytes are asked for as long as a connection is open, by its cookie.
  @Test mutating func openConnectionsAreAskedAfter() {
    _ = connect(1, at: 3)
    let socket = CountedSocket(
      cookie: 1, process: Scene.id(20), netNamespace: Scene.net, transport: .tcp)
    #expect(Scene.requests(scene.feed([.tick(Scene.at(4))])) == [.countBytes([socket])])
    _ = close(1, 10, at: 5)
    #expect(Scene.requests(scene.feed([.tick(Scene.at(6))])).isEmpty)
  }

  /// What is not open, or reached another endpoint, changes nothing.
  @Test mutating func oddProgressIsPassedOver() {
    #expect(carry(7, .max, at: 3).isEmpty)
    _ = connect(1, at: 3)
    #expect(carry(1, to: "198.51.100.7", .max, at: 4).isEmpty)
    #expect(carry(1, 1_000, at: 5).isEmpty)
    #expect(carry(1, 10, at: 6).isEmpty)
    #expect(carry(1, .max, at: 7).count == 1)
  }

  /// A proxy carries what is sent to the host: it has that host's budget.
  @Test func behindAProxyTheTargetsBudgetCounts() {
    var scene = ProxyScene(
      """
      egret: 1
      proxies: [proxy.corp.example:3128]
      servers:
        one:
          expect: [{host: api.example, max-upload: 1kB}]
      """)
    _ = scene.throughProxy("api.example")
    let end = FlowEnd(
      time: Scene.at(60), owner: Scene.actor(20, 2),
      endpoint: ProxyScene.endpoint(ProxyScene.proxy, 3128), cookie: 7, began: Scene.at(10),
      bytesOut: 2_000, bytesIn: 5, netNamespace: Scene.net, transport: .tcp, result: .established)
    let findings = scene.scene.findings([.flowEnd(end)])
    #expect(findings.map(\.rules) == [[.uploadOverBudget]])
    #expect(findings.first?.target.hostname == "api.example")
    #expect(findings.first?.proxy?.endpoint.port == 3128)
  }
}
