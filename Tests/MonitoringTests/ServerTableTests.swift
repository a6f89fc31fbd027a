// SPDX-License-Identifier: Apache-2.0

import Events
import Processes
import Testing

@testable import Monitoring

/// Who is remembered, and for how long.
@Suite struct ServerTableTests {
  @Test func restartsLeaveNothingBehind() {
    var scene = Scene()
    scene.feed([Scene.exec(10, 1, at: 1, ["cursor"])])
    for round in 0..<500 {
      let (pid, time) = (UInt32(1_000 + round), Double(100 + round * 2))
      let program = UInt64(10 + round)
      scene.feed([
        Scene.fork(10, pid, 1, at: time),
        Scene.exec(pid, program, previous: 1, parent: 10, at: time),
        Scene.exit(pid, program, at: time + 1), .tick(Scene.at(time + 1.5)),
      ])
      #expect(scene.monitor.runningServers == 0)
      #expect(scene.monitor.attribution.instances.count <= 17, "30 seconds of them")
    }
    scene.feed([.tick(Scene.at(2_000))])
    #expect(scene.monitor.attribution.instances.count == 0)
    #expect(scene.monitor.attribution.instances.programCount == 0)
    #expect(scene.monitor.attribution.processes.count == 1)
  }

  @Test func anExecStormLeavesOneProgram() {
    var scene = Scene()
    scene.begin()
    for round in 0..<5_000 {
      let program = UInt64(3 + round)
      let time = 3 + Double(round) / 1_000
      scene.feed([Scene.exec(20, program, previous: program - 1, parent: 10, at: time, ["x"])])
    }
    #expect(scene.monitor.runningServers == 1)
    scene.feed([.tick(Scene.at(60))])
    #expect(scene.monitor.attribution.instances.programCount == 1)
    #expect(!scene.findings([Scene.destination(20, 5_002, at: 61)]).isEmpty)
  }

  @Test func evidenceMayComeLate() {
    var scene = Scene()
    scene.begin()
    scene.feed([Scene.exit(20, 2, at: 10), .tick(Scene.at(39))])
    #expect(scene.findings([Scene.destination(20, 2, at: 39.5)]).count == 1)
    scene.feed([.tick(Scene.at(41))])
    #expect(scene.findings([Scene.destination(20, 2, at: 41.5)]).isEmpty)
  }

  @Test func aProgramThatLivesAgainIsKept() {
    var scene = Scene()
    scene.begin()
    // Its exit is told, and then a process that still runs it shows.
    scene.feed([
      Scene.exit(20, 2, at: 10), Scene.exec(30, 3, previous: 2, at: 11, ["x"]),
      Scene.exec(31, 2, previous: 2, at: 12), .tick(Scene.at(90)),
    ])
    #expect(scene.findings([Scene.destination(31, 2, at: 91)]).count == 1)
    #expect(scene.findings([Scene.destination(30, 3, at: 92)]).count == 1)
    #expect(scene.monitor.runningServers == 1)
  }

  @Test func whereForksWereLostNobodyIsForgottenSoon() {
    var scene = Scene()
    scene.begin()
    scene.feed([
      .loss(Loss(time: Scene.at(3), stage: .lifecycleRing, total: 1)), Scene.exit(20, 2, at: 4),
      .tick(Scene.at(10_000)),
    ])
    #expect(scene.monitor.runningServers == 0)
    #expect(scene.findings([Scene.destination(77, 2, at: 10_001)]).count == 1)
  }

  @Test func alsoThenTheTableIsBounded() {
    var scene = Scene()
    scene.begin()
    scene.feed([.loss(Loss(time: Scene.at(3), stage: .lifecycleRing, total: 1))])
    for program in 3..<UInt64(ServerTable.doubtfulLimit + 5_000) {
      scene.feed([Scene.exec(20, program, previous: program - 1, parent: 10, at: 4, ["x"])])
    }
    scene.feed([.tick(Scene.at(100))])
    #expect(scene.monitor.attribution.instances.programCount == ServerTable.doubtfulLimit + 1)
  }

  @Test func anUnknownProgramIsNobodys() {
    var scene = Scene()
    scene.feed([Scene.exec(20, 0, at: 2)])
    #expect(scene.monitor.attribution.instances.count == 0)
    #expect(scene.findings([Scene.destination(99, 0, at: 3)]).isEmpty)
  }
}
