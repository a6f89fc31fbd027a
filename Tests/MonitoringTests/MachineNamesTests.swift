// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Policies
import Testing

@testable import Monitoring

/// What the machine's resolver daemons were told, and what a server says itself.
@Suite struct MachineNamesTests {
  private static let address = Scene.ip("203.0.113.7")
  private static let daemon = Scene.id(50)

  private static func resolvers(_ daemons: [ProcessID] = [daemon]) -> Resolvers {
    var resolvers = Resolvers(
      time: Scene.at(1), mountNamespace: 0, addresses: [Scene.ip("127.0.0.53")])
    resolvers.daemons = daemons
    return resolvers
  }

  /// A look-up of the daemon's, at a resolver that no file names.
  private static func lookUp(_ name: String, pid: UInt32 = 50, program: UInt64 = 9) -> [Event] {
    Parts.lookUp(name, address, from: "198.51.100.1").map { message in
      var message = message
      message.owner = Scene.actor(pid, program)
      return .dnsPayload(message)
    }
  }

  private static func scene() -> Scene {
    var scene = Scene()
    scene.feed([
      Scene.exec(50, 9, at: 0.5, ["resolved"], isOlder: true), .resolvers(resolvers()),
    ])
    scene.begin()
    return scene
  }

  @Test(arguments: [true, false]) func aDaemonIsListenedTo(daemonFirst: Bool) {
    var scene = Scene()
    let exec = Scene.exec(50, 9, at: 0.5, ["resolved"], isOlder: true)
    let resolvers = Event.resolvers(Self.resolvers())
    let outcomes = scene.feed(daemonFirst ? [exec, resolvers] : [resolvers, exec])
    #expect(Scene.directives(outcomes).last == .watch(ProgramID(rawValue: 9)))
  }

  @Test func aServerIsNoDaemon() {
    var scene = Scene()
    scene.begin()
    let outcomes = scene.feed([.resolvers(Self.resolvers([Scene.id(20)]))])
    #expect(Scene.directives(outcomes).isEmpty)
    scene.feed(
      Parts.lookUp("api.example", Self.address, from: "198.51.100.1").map { .dnsPayload($0) })
    let found = scene.findings([Scene.destination(20, 2, at: 3)])
    #expect(found.first?.rules.contains(.unexpectedDestination) == true)
  }

  @Test func whatADaemonWasToldMakesExpected() {
    var scene = Self.scene()
    scene.feed(Self.lookUp("api.example"))
    #expect(scene.findings([Scene.destination(20, 2, at: 3)]).isEmpty)
  }

  @Test func theAlertSaysWhoAsked() {
    var scene = Self.scene()
    scene.feed(Self.lookUp("collector.example"))
    let found = scene.findings([Scene.destination(20, 2, at: 3)])
    #expect(found.map(\.target.hostname) == ["collector.example"])
    #expect(found.first?.target.evidence == .machine)
    #expect(found.first?.reasons.contains { $0.hasPrefix("process 50, which resolves") } == true)
  }

  /// What its own processes were told comes first.
  @Test func aServersOwnNameIsFirst() {
    var scene = Self.scene()
    scene.feed([
      .resolvers(
        Resolvers(
          time: Scene.at(2.2), mountNamespace: Scene.mount, addresses: [Scene.ip("192.0.2.53")]))
    ])
    scene.feed(Parts.lookUp("own.example", Self.address).map { .dnsPayload($0) })
    scene.feed(Self.lookUp("api.example"))
    let found = scene.findings([Scene.destination(20, 2, at: 3)])
    #expect(found.map(\.target.hostname) == ["own.example"])
    #expect(found.first?.target.evidence == .dns)
  }

  @Test func anotherProcessIsNoDaemon() {
    var scene = Self.scene()
    scene.feed([Scene.exec(60, 10, at: 2.2, ["other"])])
    scene.feed(Self.lookUp("api.example", pid: 60, program: 10))
    let found = scene.findings([Scene.destination(20, 2, at: 3)])
    #expect(found.map(\.target.hostname) == [nil])
  }

  // MARK: Answers that a server can say itself

  private static func names() -> GivenNames {
    var names = GivenNames(.addresses([Scene.ip("192.0.2.53")]))
    names.begin(1, Parts.exec(20, 2), hasUnseenNames: false)
    return names
  }

  @Test func anAnswerWithoutAQueryIsDoubtful() {
    var names = Self.names()
    names.learn(Parts.answer("api.example", Self.address), by: 1)
    let known = names.known(for: Parts.destination(), of: 1)
    #expect(known.names.isEmpty && known.doubtful.map(\.name) == ["api.example"])
  }

  @Test(arguments: [false, true]) func theWayBackIsTheWayThere(queryIsLocal: Bool) {
    var names = Self.names()
    for var message in Parts.lookUp("api.example", Self.address) {
      message.isLoopback = message.isAnswer != queryIsLocal
      names.learn(message, by: 1)
    }
    #expect(names.known(for: Parts.destination(), of: 1).names.isEmpty)
  }

  @Test(arguments: [false, true]) func whoAnswersItselfIsToldNothingByThisMachine(isPacket: Bool) {
    var names = Self.names()
    let lookUp = Parts.lookUp("api.example", Self.address).map { message in
      var message = message
      message.isLoopback = true
      return message
    }
    names.learn(lookUp, by: 1)
    #expect(names.known(for: Parts.destination(), of: 1).names == ["api.example"])
    if isPacket {
      names.notePlay(1)
    } else {
      var said = Parts.answer("api.example", Self.address)
      said.isAnswer = false
      names.learn(said, by: 1)
    }
    let known = names.known(for: Parts.destination(), of: 1)
    #expect(known.names.isEmpty && known.doubtful.map(\.name) == ["api.example"])
  }

  @Test func aPacketSocketMakesPackets() {
    func asked(_ address: AskedAddress) -> AskedCall {
      AskedCall(time: Scene.at(1), actor: Scene.actor(20, 2), address: address, hook: .sysSocket)
    }
    #expect(asked(.read(.other(family: 17))).makesPackets)
    #expect(!asked(.read(.other(family: 16))).makesPackets)
    #expect(!asked(.read(.unix("/x"))).makesPackets)
  }
}
