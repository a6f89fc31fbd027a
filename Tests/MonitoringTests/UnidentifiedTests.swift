// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// A process whose fork and exec were lost is looked up before it is judged.
@Suite struct UnidentifiedTests {
  private static let lost = Event.loss(Loss(time: Scene.at(2.5), stage: .lifecycleRing, total: 9))

  private func begun() -> Scene {
    var scene = Scene()
    scene.begin()
    scene.feed([Self.lost])
    return scene
  }

  @Test func aChildThatNobodySawIsItsParents() {
    var scene = begun()
    let event = Scene.destination(21, 8, at: 3)
    #expect(scene.feed([event]) == [.request(.identify(Scene.actor(21, 8)))])
    #expect(scene.feed([event]).isEmpty, "asked for once")
    let found = scene.findings([
      Scene.exec(21, 8, parent: 20, at: 2.7, ["curl"], isOlder: true)
    ])
    #expect(found.map(\.server.name) == ["one", "one"])
    #expect(scene.findings([event]).count == 1, "from now on at once")
  }

  @Test func aServerThatBeganUnseenIsRecognised() {
    var scene = begun()
    scene.feed([Scene.asked(30, 9, .read(.other(family: 17)), index: 0, hook: .sysSendto)])
    let outcomes = scene.feed([Scene.exec(30, 9, parent: 10, at: 2.7, isOlder: true)])
    #expect(Scene.directives(outcomes).contains(.watch(ProgramID(rawValue: 9))))
    #expect(outcomes.contains { if case .finding = $0 { true } else { false } })
  }

  @Test func anyOtherBelowAClientIsFollowed() {
    var scene = begun()
    scene.feed([Scene.destination(30, 9, at: 3)])
    let outcomes = scene.feed([Scene.exec(30, 9, parent: 10, at: 2.7, ["git"], isOlder: true)])
    #expect(Scene.directives(outcomes).contains(.follow(ProgramID(rawValue: 9))))
    #expect(scene.findings([Scene.destination(30, 9, at: 4)]).isEmpty)
  }

  @Test func withoutLossNobodyIsLookedUp() {
    var scene = Scene()
    scene.begin()
    #expect(scene.feed([Scene.destination(99, 77, at: 3)]).isEmpty)
  }

  @Test func theyAreBoundedAndForgotten() {
    var scene = begun()
    for pid in 1_000..<UInt32(5_000) {
      for _ in 0..<20 { scene.feed([Scene.destination(pid, 77, at: 3)]) }
    }
    #expect(scene.monitor.unidentified.count == 256)
    scene.feed([.tick(Scene.at(4))])
    #expect(scene.monitor.unidentified.count == 0)
  }
}
