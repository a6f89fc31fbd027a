// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sinks

@Suite struct LineQueueTests {
  private func line(_ bytes: Int, isMinor: Bool) -> OutputLine {
    OutputLine(
      bytes: Array(repeating: 10, count: bytes), severity: 6, code: "x", milliseconds: 1,
      isMinor: isMinor)
  }

  /// A flood of flows leaves room for alerts, and what it loses is counted.
  @Test func minorLinesTakeHalfOfTheQueue() {
    var queue = LineQueue(capacity: 1_000)
    var taken = 0
    for _ in 0..<100 where queue.push(line(100, isMinor: true)) { taken += 1 }
    #expect(taken == 5 && queue.lost == 95)
    var others = 0
    for _ in 0..<5 where queue.push(line(100, isMinor: false)) { others += 1 }
    #expect(others == 5)
    #expect(queue.bytes == 1_000 && queue.lost == 95)
    let isTaken = queue.push(line(1, isMinor: false))
    #expect(!isTaken && queue.lost == 96)
  }
}
