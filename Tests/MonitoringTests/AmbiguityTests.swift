// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@testable import Monitoring

@Suite struct AmbiguityTests {
  private func reach(_ entries: [ServerEntry], _ host: String) -> Finding? {
    var story = Story(entries)
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    story.exec(200, parent: 100, ["node", "/opt/s.js"])
    story.resolve(200, host, "198.51.100.20")
    return story.reach(200, "198.51.100.20")
  }

  private func entry(_ name: String, _ implied: [String]) -> ServerEntry {
    Story.entry(name, ["node", "/opt/s.js"], implied: implied)
  }

  @Test func onlyWhatAllCandidatesMayUseIsExpected() {
    let both = [
      entry("a", ["one.example:443", "both.example:443"]),
      entry("b", ["two.example:443", "both.example:443"]),
    ]
    #expect(reach(both, "both.example") == nil)
    for host in ["one.example", "two.example", "none.example"] {
      let found = reach(both, host)
      #expect(found?.rule == .noExpectations)
      #expect(found?.server.candidates == ["a", "b"])
      #expect(found?.server.confidence == "medium")
      #expect(found?.reasons.contains("2 entries fit equally") == true)
    }
    #expect(reach(both.reversed(), "one.example") != nil)
  }

  @Test func oneThatNothingDescribesMakesItDoubtful() {
    let both = [entry("a", ["one.example:443"]), entry("b", [])]
    #expect(reach(both, "one.example")?.rule == .noExpectations)
    #expect(reach(both, "two.example")?.rule == .noExpectations)
  }

  @Test func theSameServerInTwoFilesIsNoDoubt() {
    let twice = [entry("a", ["one.example:443"]), entry("a", ["one.example:443"])]
    #expect(reach(twice, "one.example") == nil)
    #expect(reach(twice, "two.example")?.server.confidence == "high")
  }
}
