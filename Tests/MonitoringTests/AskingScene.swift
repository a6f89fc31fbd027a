// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers

@testable import Monitoring

/// One server that asks a resolver: questions and answers as they leave and reach its socket.
struct AskingScene {
  var scene: Scene
  static let machine = Scene.ip("192.0.2.53")

  init(expect: String = "api.example", resolver: IPAddress = AskingScene.machine) {
    scene = Scene(expect: expect)
    scene.begin()
    scene.feed([
      .resolvers(
        Resolvers(
          time: Scene.at(2.2), mountNamespace: 0, addresses: [resolver],
          searchDomains: ["corp.example", "example.net"], hostName: "build7.lab.example")),
      .resolvers(
        Resolvers(time: Scene.at(2.2), mountNamespace: Scene.mount, addresses: [resolver])),
    ])
  }

  static func name(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for label in text.split(separator: ".") {
      bytes.append(UInt8(label.utf8.count))
      bytes += Array(label.utf8)
    }
    return bytes + [0]
  }

  static func number(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }

  /// One question, and with records an answer to it.
  static func message(
    _ asked: String, type: UInt16 = 1, records: [(type: UInt16, data: [UInt8])]? = nil
  ) -> [UInt8] {
    var bytes: [UInt8] = [0x12, 0x34]
    bytes += number(records == nil ? 0x0100 : 0x8180)
    bytes += [0, 1] + number(UInt16(records?.count ?? 0)) + [0, 0, 0, 0]
    bytes += name(asked) + number(type) + [0, 1]
    for record in records ?? [] {
      bytes += [0xC0, 0x0C] + number(record.type) + [0, 1, 0, 0, 0, 60]
      bytes += number(UInt16(record.data.count)) + record.data
    }
    return bytes
  }

  static func payload(
    _ bytes: [UInt8], isAnswer: Bool, at time: Double, resolver: IPAddress = machine,
    transport: TransportProtocol = .udp, program: UInt64 = 2
  ) -> Event {
    .dnsPayload(
      DNSPayload(
        time: Scene.at(time), owner: Scene.actor(20, program), cookie: 5,
        peer: Endpoint(address: resolver, port: 53), netNamespace: Scene.net,
        transport: transport, isAnswer: isAnswer, payload: bytes))
  }

  static func asked(
    _ name: String, type: UInt16 = 1, at time: Double, resolver: IPAddress = machine
  ) -> Event {
    payload(message(name, type: type), isAnswer: false, at: time, resolver: resolver)
  }

  static func told(_ name: String, _ address: String, at time: Double) -> Event {
    let octets = address.split(separator: ".").compactMap { UInt8($0) }
    return payload(message(name, records: [(1, octets)]), isAnswer: true, at: time)
  }

  /// What the names led to, all of it: a tick long after releases what waits.
  mutating func findings(_ events: [Event], tick: Double = 100_000) -> [Finding] {
    scene.findings(events + [.tick(Scene.at(tick))])
  }

  mutating func rules(asking names: [String]) -> [Rule] {
    findings(names.enumerated().map { Self.asked($1, at: 3 + Double($0)) }).map(\.rule)
  }
}
