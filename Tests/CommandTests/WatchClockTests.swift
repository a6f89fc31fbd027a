// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import egret

@Suite struct WatchClockTests {
  private static func at(_ seconds: UInt64) -> Instant {
    Instant(nanoseconds: seconds * 1_000_000_000)
  }

  /// Rare heartbeats make no hook trusted for longer.
  @Test func proofsComeEveryMinuteAtLeast() {
    var clock = WatchClock(heartbeat: 3600, duration: nil, from: Self.at(0))
    #expect((1...199).filter { clock.isProofDue(at: Self.at($0)) } == [60, 120, 180])
    #expect(!clock.isHeartbeatDue(at: Self.at(199)) && clock.isHeartbeatDue(at: Self.at(3600)))
  }

  @Test func heartbeatsAndProofsKeepTheirPeriod() {
    var clock = WatchClock(heartbeat: 10, duration: nil, from: Self.at(100))
    let beats = (101...140).filter { clock.isHeartbeatDue(at: Self.at($0)) }
    #expect(beats == [110, 120, 130, 140])
    let proofs = (101...140).filter { clock.isProofDue(at: Self.at($0)) }
    #expect(proofs == [110, 120, 130, 140])
    #expect(!clock.isOver(at: Self.at(1_000_000)))
  }

  @Test func withoutHeartbeatsHooksAreProvenEachMinute() {
    var clock = WatchClock(heartbeat: 0, duration: 200, from: Self.at(0))
    let beats = (1...199).filter { clock.isHeartbeatDue(at: Self.at($0)) }
    #expect(beats.isEmpty)
    let proofs = (1...199).filter { clock.isProofDue(at: Self.at($0)) }
    #expect(proofs == [60, 120, 180])
    #expect(!clock.isOver(at: Self.at(199)) && clock.isOver(at: Self.at(200)))
  }
}
