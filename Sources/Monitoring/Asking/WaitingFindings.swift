// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Findings of names that wait for the connection that the name leads to: a second of the events' own
/// time, no longer. In the order they came; bounded, the oldest is let go early.
struct WaitingFindings: Sendable {
  /// How near what belongs to one story is: nanoseconds.
  static let patience: UInt64 = 1_000_000_000
  static let limit = 1_024

  private struct Waiting {
    let finding: Finding
    let server: UInt32
    let domain: String
  }

  private var waiting: [Waiting] = []

  var isEmpty: Bool { waiting.isEmpty }

  mutating func add(_ finding: Finding, of server: UInt32, domain: String) -> Finding? {
    waiting.append(Waiting(finding: finding, server: server, domain: domain))
    return waiting.count > Self.limit ? waiting.removeFirst().finding : nil
  }

  /// Those of a domain that came within the second before; they wait no more.
  mutating func take(of server: UInt32, domain: String) -> [Finding] {
    func belongs(_ each: Waiting) -> Bool { each.server == server && each.domain == domain }
    let taken = waiting.filter(belongs).map(\.finding)
    if !taken.isEmpty { waiting.removeAll(where: belongs) }
    return taken
  }

  /// Those whose second is over.
  mutating func release(at time: Instant) -> [Finding] {
    let due = waiting.prefix { time.since($0.finding.time) > Self.patience }
    if due.isEmpty { return [] }
    waiting.removeFirst(due.count)
    return due.map(\.finding)
  }

  mutating func releaseAll() -> [Finding] {
    defer { waiting = [] }
    return waiting.map(\.finding)
  }
}
