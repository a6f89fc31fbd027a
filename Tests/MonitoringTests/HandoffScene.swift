// SPDX-License-Identifier: Apache-2.0

import Events
import Servers

@testable import Monitoring

/// A server, process 20 with program 2 of user 1000, that uses Unix sockets.
struct HandoffScene {
  var scene: Scene
  private var next: UInt32 = 3_000

  /// `words` stand in the entry's command line; `users` is the user namespace.
  init(
    expect: String = "api.example", words: [String] = [], users: UInt32 = Monitor.machineUsers
  ) {
    let command = Scene.command + words
    scene = Scene(expect: expect, servers: ["one": command])
    guard case .exec(var exec) = Scene.exec(20, 2, previous: 1, parent: 10, at: 2.1, command) else {
      return
    }
    exec.namespaces.user = users
    scene.feed([Scene.exec(10, 1, at: 1, ["cursor"]), Scene.fork(10, 20, 1, at: 2), .exec(exec)])
  }

  static func asked(
    _ name: String, hook: Hook = .unix, inode: UInt32 = 7, at time: Double = 3
  ) -> Event {
    .askedCall(
      AskedCall(
        time: Scene.at(time), actor: Scene.actor(20, 2), address: .read(.unix(name)), hook: hook,
        inode: inode))
  }

  static func holder(
    _ executable: String, user: UInt32 = 1000, name: String = "ada", pid: UInt32 = 812,
    isOfMachine: Bool = true
  ) -> PeerHolder {
    PeerHolder(
      process: Scene.id(pid), executable: executable, user: user, userName: name,
      isOfMachine: isOfMachine)
  }

  /// What an event leads to, where the other end is looked for and found like this.
  mutating func outcomes(
    _ event: Event, _ standing: LocalPeer.Standing, name: String = "", _ holder: PeerHolder? = nil
  ) -> [Outcome] {
    var outcomes = scene.monitor.consume(event)
    for case .findPeer(let question) in Scene.requests(outcomes) {
      let peer = LocalPeer(
        time: event.time, question: question, standing: standing, name: name, holder: holder)
      outcomes += scene.monitor.consume(.localPeer(peer))
    }
    return outcomes
  }

  mutating func findings(
    _ name: String, _ standing: LocalPeer.Standing, bound: String = "", _ holder: PeerHolder? = nil
  ) -> [Finding] {
    next += 1
    let event = Self.asked(name, inode: next, at: Double(next) / 1000)
    return Self.findings(outcomes(event, standing, name: bound, holder))
  }

  static func findings(_ outcomes: [Outcome]) -> [Finding] {
    outcomes.compactMap { outcome in
      if case .finding(let finding) = outcome { finding } else { nil }
    }
  }
}
