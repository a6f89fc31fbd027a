// SPDX-License-Identifier: Apache-2.0

import Events

/// When the next heartbeat is due, and when the run is over.
struct WatchClock {
  let started: Instant
  private let period: UInt64
  private let end: Instant?
  private var next: Instant
  private var nextProof: Instant
  /// How often the hooks are proven if heartbeats are rarer, or none.
  private static let longestTrust: UInt64 = 60_000_000_000

  /// Seconds; a heartbeat of 0 is none, a duration of nil has no end.
  init(heartbeat: Double, duration: Double?, from now: Instant) {
    started = now
    period = UInt64(heartbeat * 1e9)
    next = now.advanced(by: period)
    nextProof = now.advanced(by: Self.trust(period))
    end = duration.map { now.advanced(by: UInt64($0 * 1e9)) }
  }

  mutating func isHeartbeatDue(at now: Instant) -> Bool {
    guard period > 0, now >= next else { return false }
    next = now.advanced(by: period)
    return true
  }

  /// With every heartbeat, and every minute at least.
  mutating func isProofDue(at now: Instant) -> Bool {
    guard now >= nextProof else { return false }
    nextProof = now.advanced(by: Self.trust(period))
    return true
  }

  private static func trust(_ period: UInt64) -> UInt64 {
    period > 0 ? min(period, longestTrust) : longestTrust
  }

  func isOver(at now: Instant) -> Bool { end.map { now >= $0 } ?? false }
}
