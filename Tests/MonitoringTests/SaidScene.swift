// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers

@testable import Monitoring

/// One server that is told names, connects, and says on its connection where it wants to go.
struct SaidScene {
  var asking: AskingScene
  static let address = "203.0.113.7"

  init(expect: String = "api.example") { asking = AskingScene(expect: expect) }

  static func said(
    _ said: Said, _ address: String = address, port: UInt16 = 443, at time: Double = 3.4,
    cookie: UInt64 = 9, depth: Int = 0, transport: TransportProtocol = .tcp
  ) -> Event {
    .claim(
      Claim(
        time: Scene.at(time), owner: Scene.actor(20, 2), cookie: cookie,
        peer: Endpoint(address: Scene.ip(address), port: port), netNamespace: Scene.net,
        transport: transport, depth: depth, said: said))
  }

  static func hello(_ name: String?, isEncrypted: Bool = false) -> Said {
    .hello(name: name, isEncrypted: isEncrypted)
  }

  /// Asked for, told and connected to.
  static func reached(_ names: [String], _ address: String = address, at time: Double = 3)
    -> [Event]
  {
    names.flatMap { name in
      [
        AskingScene.asked(name, at: time - 0.2), AskingScene.told(name, address, at: time - 0.1),
      ]
    } + [Scene.destination(20, 2, address, at: time)]
  }

  mutating func outcomes(_ events: [Event]) -> [Outcome] { asking.scene.feed(events) }

  mutating func findings(_ events: [Event]) -> [Finding] { asking.findings(events) }

  /// What saying it leads to, at an address of these names.
  static func rules(
    at names: [String], saying said: Said, expect: String = "api.example"
  ) -> [[Rule]] {
    var scene = SaidScene(expect: expect)
    return scene.findings(reached(names) + [Self.said(said)]).map(\.rules)
  }
}
