// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// Events in any order: no trap, no growth, the same again.
@Suite struct RandomSequenceTests {
  @Test(arguments: 0..<UInt64(4)) func anyOrderIsTaken(seed: UInt64) {
    var random = RandomStory(seed: seed)
    var scene = Scene(servers: ["one": Scene.command, "two": ["python3", "/two.py"]])
    var findings = 0
    for step in 0..<25_000 {
      let outcomes = scene.monitor.consume(random.event(step))
      findings += outcomes.count { if case .finding = $0 { true } else { false } }
    }
    #expect(findings > 100, "the story must reach the rules")
    #expect(scene.monitor.calls.count <= AskedMessages.threadLimit)
    #expect(scene.monitor.runningServers <= scene.monitor.attribution.instances.count)
    #expect(scene.monitor.attribution.instances.programCount <= ServerTable.limit)
  }

  @Test func theSameEventsMeanTheSame() {
    func outcomes() -> [Outcome] {
      var random = RandomStory(seed: 77)
      var scene = Scene(servers: ["one": Scene.command, "two": ["python3", "/two.py"]])
      return (0..<10_000).flatMap { scene.monitor.consume(random.event($0)) }
    }
    #expect(outcomes() == outcomes())
  }

  /// What a server does cannot be silenced by what others do in between.
  @Test(arguments: 0..<UInt64(4)) func noiseSilencesNothing(seed: UInt64) {
    var random = RandomStory(seed: seed, pids: 500...900, programs: 500...900)
    var scene = Scene()
    scene.begin()
    for step in 0..<2_000 {
      scene.feed([random.event(step)])
      let event = Scene.destination(20, 2, at: 3)
      #expect(scene.findings([event]).map(\.server.name) == ["one"], "after \(step) events")
    }
  }
}
