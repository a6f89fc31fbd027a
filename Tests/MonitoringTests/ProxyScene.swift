// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers

@testable import Monitoring

/// One server and what it tells proxies: the policy names `proxy.corp.example:3128`, and is asked for
/// `api.example`.
struct ProxyScene {
  static let policy = """
    egret: 1
    proxies: [proxy.corp.example:3128]
    servers:
      one:
        expect: [api.example, "198.51.100.9", expected.example, "localhost:8080"]
    """
  static let proxy = "198.51.100.128"
  static let own = "203.0.113.66"

  var scene: Scene
  private var clock = 10.0

  init(_ policy: String = Self.policy, entry: [String] = [], reportsAll: Bool = false) {
    scene = Scene()
    let entries = [
      ServerEntry(
        name: "one", transport: .stdio(command: Scene.command), client: "Cursor", scope: .user,
        file: "/home/ada/.cursor/mcp.json", proxies: entry)
    ]
    scene.monitor = Monitor(
      policy: Policy.read(policy, file: "policy.yaml").policy ?? Policy(),
      recognisers: [EntryRecogniser(entries: entries)], tellsAll: reportsAll)
    scene.begin()
    scene.feed([
      .resolvers(
        Resolvers(
          time: Scene.at(2.2), mountNamespace: Scene.mount, addresses: [AskingScene.machine]))
    ])
  }

  mutating func now() -> Double {
    clock += 0.1
    return clock
  }

  /// The server is told the name's address.
  mutating func resolve(_ name: String, _ address: String) -> [Outcome] {
    let (asked, told) = (now(), now())
    return scene.feed([
      AskingScene.asked(name, at: asked), AskingScene.told(name, address, at: told),
    ])
  }

  static func endpoint(_ address: String, _ port: UInt16) -> Endpoint {
    Endpoint(address: Scene.ip(address), port: port)
  }

  mutating func connect(_ address: String, _ port: UInt16, cookie: UInt64 = 7) -> [Outcome] {
    scene.feed([
      .destination(
        Destination(
          time: Scene.at(now()), actor: Scene.actor(20, 2), owner: Scene.actor(20, 2),
          cookie: cookie, endpoint: Self.endpoint(address, port), transport: .tcp, hook: .connect4,
          via: .syscall, netNamespace: Scene.net))
    ])
  }

  mutating func say(
    _ said: Said, to address: String, _ port: UInt16, cookie: UInt64 = 7, depth: Int = 0
  ) -> [Outcome] {
    scene.feed([
      .claim(
        Claim(
          time: Scene.at(now()), owner: Scene.actor(20, 2), cookie: cookie,
          peer: Self.endpoint(address, port), netNamespace: Scene.net,
          isLoopback: address == "127.0.0.1", depth: depth, said: said))
    ])
  }

  mutating func tell(
    _ address: String, _ port: UInt16, _ host: String, _ target: UInt16 = 443,
    _ way: ProxyTarget.Way = .connect, depth: Int = 0
  ) -> [Outcome] {
    say(.proxy(ProxyTarget(way: way, host: host, port: target)), to: address, port, depth: depth)
  }

  mutating func end(
    _ address: String, _ port: UInt16, sent: UInt64 = 100, cookie: UInt64 = 7
  ) -> [Outcome] {
    let time = now()
    return scene.feed([
      .flowEnd(
        FlowEnd(
          time: Scene.at(time), owner: Scene.actor(20, 2), endpoint: Self.endpoint(address, port),
          cookie: cookie, began: Scene.at(time - 0.2), bytesOut: sent, bytesIn: 50,
          netNamespace: Scene.net, transport: .tcp, result: .established))
    ])
  }

  /// A connection to the policy's proxy, under its name.
  mutating func throughProxy(
    _ host: String, _ port: UInt16 = 443, _ way: ProxyTarget.Way = .connect
  ) -> [Outcome] {
    var outcomes = resolve("proxy.corp.example", Self.proxy)
    outcomes += connect(Self.proxy, 3128)
    outcomes += tell(Self.proxy, 3128, host, port, way)
    return outcomes
  }

  static func findings(_ outcomes: [Outcome]) -> [Finding] {
    outcomes.compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
  }

  static func named(_ outcomes: [Outcome]) -> [Finding] {
    outcomes.compactMap { if case .amended(let finding) = $0 { finding } else { nil } }
  }
}

extension ProxyScene {
  /// A policy that names the proxy and no server.
  static var named: Policy {
    Policy.read("egret: 1\nproxies: [proxy.corp.example:3128]\n", file: "policy.yaml").policy
      ?? Policy()
  }
}
