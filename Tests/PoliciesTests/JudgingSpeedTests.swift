// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

/// Judging is asked once a connection; a long policy must not make it long.
@Suite struct JudgingSpeedTests {
  private func list(_ count: Int) throws -> Expectations {
    try JudgingTests.expectations(
      (0..<count).map { "h\($0).example.com" } + (0..<count).map { "*.w\($0).example.com" })
  }

  private func time(_ expectations: Expectations, _ question: Question) -> Duration {
    ContinuousClock().measure {
      for _ in 0..<20_000 { _ = expectations.judge(question) }
    }
  }

  /// Of hundred times the hosts, the time of a look-up, not of a walk.
  @Test func hostsAreLookedUp() throws {
    let question = try JudgingTests.question("203.0.113.9", names: ["a.b.c.evil.example.com"])
    let (short, long) = (try list(5), try list(500))
    let pairs = (0..<3).map { _ in (time(short, question), time(long, question)) }
    let best = (pairs.map(\.0).min() ?? .zero, pairs.map(\.1).min() ?? .zero)
    print("judging: \(best.0 / 20_000) with 10 hosts, \(best.1 / 20_000) with 1000")
    #expect(best.1 < best.0 * 5)
  }
}
