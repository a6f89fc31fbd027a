// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Policies
import Servers

@testable import Monitoring

/// Values to try the monitor's parts with, each alone.
enum Parts {
  static let entry = ServerEntry(
    name: "one", transport: .stdio(command: Scene.command), client: "Cursor", scope: .user,
    file: "/f")

  static func recognition(
    _ entries: [ServerEntry] = [entry], package: String? = nil, isManual: Bool = false
  ) -> Recognition {
    Recognition(
      candidates: entries, confidence: .high, reasons: ["as listed"], package: package,
      isManual: isManual)
  }

  static func exec(
    _ pid: UInt32, _ program: UInt64, previous: UInt64 = 0, parent: UInt32 = 1, at time: Double = 2,
    _ arguments: [String] = Scene.command, pidNamespace: UInt32 = 1, isOlder: Bool = false
  ) -> Exec {
    Exec(
      time: Scene.at(time), actor: Scene.actor(pid, program), parent: Scene.id(parent),
      previous: ProgramID(rawValue: previous), executable: "/usr/bin/\(arguments.first ?? "")",
      file: "/x", arguments: arguments, stdio: [Descriptor(kind: .pipe, inode: 1)], name: "x",
      user: 1000,
      namespaces: Namespaces(net: Scene.net, mount: Scene.mount, pid: pidNamespace, user: 1),
      isOlderThanEgret: isOlder)
  }

  static func instance(
    expecting expect: String = "api.example", number: UInt32 = 1, package: String? = nil
  ) -> ServerInstance {
    let configured = ConfiguredServers(policy: Scene.policy(expect), recognisers: [])
    let recognition = recognition(package: package)
    var instance = ServerInstance(number: number, recognition: recognition, exec: exec(20, 2))
    instance.expectations = configured.expectations(for: recognition)
    return instance
  }

  static func doer(_ instance: ServerInstance, _ standing: LaunchStanding? = nil) -> Doer {
    Doer(
      actor: Scene.actor(20, 2), instance: Shared(instance), standing: standing.map { Shared($0) },
      programBegan: instance.exec.time)
  }

  static func destination(
    _ address: String = "203.0.113.7", port: UInt16 = 443, at time: Double = 3,
    asked: AskedAddress = .none, hook: Hook = .connect4, cookie: UInt64 = 9,
    net: UInt32 = Scene.net, isOlder: Bool = false
  ) -> Destination {
    Destination(
      time: Scene.at(time), actor: Scene.actor(20, 2), cookie: cookie,
      endpoint: Endpoint(address: Scene.ip(address), port: port), asked: asked, transport: .tcp,
      hook: hook, via: .syscall, netNamespace: net, isOlderThanEgret: isOlder)
  }

  static func flowEnd(_ cookie: UInt64 = 9, _ address: String = "203.0.113.7") -> FlowEnd {
    FlowEnd(
      time: Scene.at(8), owner: Scene.actor(20, 2),
      endpoint: Endpoint(address: Scene.ip(address), port: 443), cookie: cookie,
      began: Scene.at(3), bytesOut: 5, bytesIn: 6, netNamespace: Scene.net, transport: .tcp,
      result: .established)
  }

  static func name(
    _ name: String, resolver: String = "192.0.2.53", port: UInt16 = 53
  ) -> NameRecord {
    NameRecord(
      name: name,
      source: .answer(
        resolver: Endpoint(address: Scene.ip(resolver), port: port),
        asker: NameAsker(Scene.actor(20, 2))),
      learned: Scene.at(2))
  }

  /// What the server's process asked, and the answer to it with one A record.
  static func lookUp(
    _ name: String, _ address: IPAddress, from resolver: String = "192.0.2.53",
    net: UInt32 = Scene.net
  ) -> [DNSPayload] {
    let answer = answer(name, address, from: resolver, net: net)
    var query = answer
    query.isAnswer = false
    query.payload = Story.query(name)
    return [query, answer]
  }

  /// An answer to the server's process, with one A record.
  static func answer(
    _ name: String, _ address: IPAddress, from resolver: String = "192.0.2.53",
    net: UInt32 = Scene.net
  ) -> DNSPayload {
    DNSPayload(
      time: Scene.at(2.5), owner: Scene.actor(20, 2), cookie: 5,
      peer: Endpoint(address: Scene.ip(resolver), port: 53), netNamespace: net, transport: .udp,
      isAnswer: true, payload: Story.answer(name, address))
  }
}
