// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

/// Two rings as one stream, over memory that the test lays out.
@Suite struct RingsTests {
  private let lifecycle: MadeRing
  private let evidence: MadeRing

  init() throws {
    lifecycle = try MadeRing()
    evidence = try MadeRing()
  }

  private func rings() throws -> Rings {
    Rings(lifecycle: try lifecycle.reader(), evidence: try evidence.reader())
  }

  /// The times of what one round hands over.
  private func drain(_ rings: inout Rings, limit: Int = 100) -> [UInt64] {
    var times: [UInt64] = []
    let count = rings.drain(limit: limit) { record in
      times.append(
        record.count < 16 ? 0 : record.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    #expect(count == times.count)
    return times
  }

  @Test func bothAreReadInTheOrderOfTime() throws {
    var rings = try rings()
    for time in [10, 30, 31, 50] as [UInt64] { lifecycle.put(MadeRing.record(at: time)) }
    for time in [20, 40, 41, 60] as [UInt64] { evidence.put(MadeRing.record(at: time)) }
    #expect(drain(&rings) == [10, 20, 30, 31, 40, 41, 50, 60])
    #expect(drain(&rings).isEmpty)
  }

  @Test func ofEqualTimesTheLifeComesFirst() throws {
    var rings = try rings()
    evidence.put(MadeRing.record(at: 5, kind: 5))
    lifecycle.put(MadeRing.record(at: 5, kind: 2))
    var kinds: [UInt8] = []
    _ = rings.drain(limit: 10) { kinds.append($0[4]) }
    #expect(kinds == [2, 5])
  }

  @Test func nothingPassesALifeThatIsBeingWritten() throws {
    var rings = try rings()
    lifecycle.put(MadeRing.record(at: 10))
    let place = lifecycle.put(MadeRing.record(at: 20), flags: MadeRing.busy)
    evidence.put(MadeRing.record(at: 15))
    evidence.put(MadeRing.record(at: 25))
    #expect(drain(&rings) == [10], "what is being written may be older than any evidence")
    lifecycle.setHeader(16, at: place)
    #expect(drain(&rings) == [15, 20, 25])
  }

  @Test func evidenceThatIsBeingWrittenHoldsUpNoLife() throws {
    var rings = try rings()
    let place = evidence.put(MadeRing.record(at: 10), flags: MadeRing.busy)
    lifecycle.put(MadeRing.record(at: 20))
    #expect(drain(&rings) == [20])
    evidence.setHeader(16, at: place)
    #expect(drain(&rings) == [10])
  }

  /// The record that explains it may still be on its way into the other ring.
  @Test func evidenceFromAfterTheRoundsBeginWaits() throws {
    var rings = try rings()
    let later = Clock.boottime() + 3_600_000_000_000
    evidence.put(MadeRing.record(at: 10))
    evidence.put(MadeRing.record(at: later))
    lifecycle.put(MadeRing.record(at: later - 1))
    #expect(drain(&rings) == [10, later - 1])
    #expect(drain(&rings).isEmpty)
  }

  @Test func aRoundIsBounded() throws {
    var rings = try rings()
    for time in 1...9 as ClosedRange<UInt64> {
      (time.isMultiple(of: 2) ? lifecycle : evidence).put(MadeRing.record(at: time))
    }
    #expect(drain(&rings, limit: 4) == [1, 2, 3, 4])
    #expect(drain(&rings, limit: 4) == [5, 6, 7, 8])
    #expect(drain(&rings, limit: 4) == [9])
    #expect(drain(&rings, limit: 0).isEmpty)
  }

  @Test func aRecordWithoutATimeComesFirst() throws {
    var rings = try rings()
    lifecycle.put(MadeRing.record(at: 5))
    evidence.put([1, 2, 3])
    #expect(drain(&rings) == [0, 5])
  }

  @Test func bothAreThereToPoll() throws {
    #expect(try rings().descriptors == [lifecycle.descriptor, evidence.descriptor])
  }
}
