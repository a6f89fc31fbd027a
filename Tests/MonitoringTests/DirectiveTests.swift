// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// The machine's side is told exactly what it needs.
@Suite struct DirectiveTests {
  private let one = ProgramID(rawValue: 1)
  private let two = ProgramID(rawValue: 2)
  private let three = ProgramID(rawValue: 3)

  @Test func aServersLife() {
    var scene = Scene()
    #expect(scene.directives(Scene.exec(10, 1, at: 1, ["cursor"])) == [.follow(one)])
    #expect(scene.directives(Scene.fork(10, 20, 1, at: 2)) == [])
    #expect(
      scene.feed([Scene.exec(20, 2, previous: 1, parent: 10, at: 2.1)])
        == [
          .directive(.watch(two)),
          .request(.readResolvers(Scene.id(20), mountNamespace: Scene.mount)),
          .request(.awaitMessage(Scene.id(20), server: 1, inode: 1)),
          .request(.readProxies(Scene.id(20), starter: Scene.id(10))),
          .request(
            .inspectProgram(
              Scene.actor(20, 2), user: 1000, script: "/opt/server.py",
              package: Scene.packageQuestion)),
        ])
    #expect(scene.directives(Scene.fork(20, 21, 2, at: 3)) == [])
    #expect(
      scene.directives(Scene.exec(21, 3, previous: 2, parent: 20, at: 3.1, ["curl", "x"]))
        == [.watch(three)])
    #expect(scene.directives(Scene.exit(21, 3, at: 4)) == [.forget(three)])
    #expect(scene.directives(Scene.exit(20, 2, at: 5)) == [.forget(two)])
    #expect(scene.directives(Scene.exit(10, 1, at: 6)) == [.forget(one)])
  }

  @Test func aProgramThatStillRunsIsNotForgotten() {
    var scene = Scene()
    scene.begin()
    scene.feed([Scene.fork(20, 21, 2, at: 3)])
    #expect(scene.directives(Scene.exit(20, 2, at: 4)) == [])
    #expect(scene.monitor.runningServers == 1)
    #expect(scene.directives(Scene.exit(21, 2, at: 5)) == [.forget(two)])
    #expect(scene.monitor.runningServers == 0)
  }

  @Test func anExecEndsWhatRanBefore() {
    var scene = Scene()
    scene.begin()
    let directives = scene.directives(Scene.exec(20, 3, previous: 2, parent: 10, at: 3, ["node"]))
    #expect(Set(directives) == [.forget(two), .watch(three)])
    #expect(scene.monitor.runningServers == 1)
  }

  @Test func anOlderProcessIsNamed() {
    var scene = Scene()
    let old = ProgramID(rawValue: 7)
    #expect(
      scene.feed([Scene.exec(20, 7, at: 2, isOlder: true)])
        == [
          .directive(.seed(Scene.id(20), old)), .directive(.watch(old)),
          .request(.readResolvers(Scene.id(20), mountNamespace: Scene.mount)),
          .request(.readProxies(Scene.id(20), starter: Scene.id(1))),
          .request(
            .inspectProgram(
              Scene.actor(20, 7), user: 1000, script: "/opt/server.py",
              package: Scene.packageQuestion)),
        ])
    let child = Scene.exec(21, 8, parent: 20, at: 3, ["curl"], isOlder: true)
    let new = ProgramID(rawValue: 8)
    #expect(scene.directives(child) == [.seed(Scene.id(21), new), .watch(new)])
  }

  @Test func aChildThatTheKernelCannotNameIsNamed() {
    var scene = Scene()
    scene.begin()
    #expect(scene.directives(Scene.fork(20, 21, 0, at: 3)) == [.seed(Scene.id(21), two)])
    #expect(!scene.findings([Scene.destination(21, 0, at: 4)]).isEmpty)
  }

  @Test func otherEventsAskForNothing() {
    var scene = Scene()
    scene.begin()
    let events: [Event] = [
      Scene.destination(20, 2, at: 3), Scene.asked(20, 2, .many, index: 0), .tick(Scene.at(4)),
      .loss(Loss(time: Scene.at(5), stage: .evidenceRing, total: 1)),
      .resolvers(
        Resolvers(
          time: Scene.at(6), mountNamespace: Scene.mount, addresses: [Scene.ip("192.0.2.53")])),
    ]
    let outcomes = events.flatMap { scene.feed([$0]) }
    #expect(Scene.directives(outcomes) == [])
    #expect(Scene.requests(outcomes) == [])
  }

  @Test func aReloadWatchesWhatWasIgnored() {
    var scene = Scene(servers: [:])
    scene.begin()
    scene.feed([
      Scene.fork(20, 21, 2, at: 3), Scene.exec(21, 3, previous: 2, parent: 20, at: 3.1, ["curl"]),
    ])
    #expect(scene.findings([Scene.destination(20, 2, at: 4)]).isEmpty)
    let outcomes = scene.monitor.replace(
      policy: Scene.policy("api.example"), recognisers: [Scene.recogniser(["one": Scene.command])])
    #expect(
      outcomes
        == [
          .directive(.watch(two)),
          .request(.readResolvers(Scene.id(20), mountNamespace: Scene.mount)),
          .request(.awaitMessage(Scene.id(20), server: 1, inode: 1)),
          .request(.readProxies(Scene.id(20), starter: Scene.id(10))),
          .directive(.watch(three)),
          .request(
            .inspectProgram(
              Scene.actor(20, 2), user: 1000, script: "/opt/server.py",
              package: Scene.packageQuestion)),
          .request(.readConnections([Scene.actor(20, 2), Scene.actor(21, 3)])),
        ])
    let found = scene.findings([Scene.destination(20, 2, at: 5), Scene.destination(21, 3, at: 6)])
    #expect(found.map(\.server.name) == ["one", "one"])
    #expect(found.allSatisfy { $0.rule == .addressWithoutName }, "its answers were not watched")
  }

  @Test func aReloadJudgesByTheNewPolicy() {
    var scene = Scene(expect: "any")
    scene.begin()
    #expect(scene.findings([Scene.destination(20, 2, at: 3)]).isEmpty)
    let outcomes = scene.monitor.replace(policy: Scene.policy("none"), recognisers: [])
    #expect(Scene.directives(outcomes) == [])
    #expect(scene.findings([Scene.destination(20, 2, at: 4)]).map(\.server.name) == ["one"])
  }
}
