// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

/// One ring, over memory as the kernel writes it (kernel/bpf/ringbuf.c).
@Suite struct RingTests {
  /// The records that are there, each given back; whether a busy one ended the reading.
  private func readAll(_ ring: inout Ring) -> (records: [[UInt8]], isBusy: Bool) {
    var records: [[UInt8]] = []
    while true {
      switch ring.head() {
      case .empty: return (records, false)
      case .busy: return (records, true)
      case .record(let record):
        records.append(Array(record))
        ring.advance(past: record)
      }
    }
  }

  @Test func anEmptyRingHasNoHead() throws {
    let made = try MadeRing()
    var ring = try made.reader()
    #expect(readAll(&ring).records.isEmpty)
    #expect(made.consumer == 0)
  }

  @Test func recordsComeInOrderAndGiveTheirSpaceBack() throws {
    let made = try MadeRing()
    var ring = try made.reader()
    let records: [[UInt8]] = [[1], [2, 2, 2, 2, 2, 2, 2, 2], [3, 3, 3, 3, 3, 3, 3, 3, 3], []]
    for record in records { made.put(record) }
    #expect(readAll(&ring).records == records)
    #expect(made.consumer == 16 + 16 + 24 + 8)
    #expect(made.consumer == made.producer)
  }

  @Test func aHeadStaysUntilItIsGivenBack() throws {
    let made = try MadeRing()
    var ring = try made.reader()
    made.put([7, 8])
    for _ in 0..<2 {
      guard case .record(let record) = ring.head() else {
        Issue.record("no record")
        return
      }
      #expect(Array(record) == [7, 8])
    }
    #expect(made.consumer == 0)
  }

  /// Positions go on for ever; the place in the data is what is left of the size.
  @Test(arguments: [0, 4_096 - 16, 1 << 40, 1 << 62] as [UInt])
  func aRecordThatWrapsIsWhole(position: UInt) throws {
    let made = try MadeRing(position: position)
    var ring = try made.reader()
    for round in 0..<40 {
      let record = [UInt8](repeating: UInt8(round), count: 1_000)
      made.put(record)
      #expect(readAll(&ring).records == [record], "round \(round)")
    }
    #expect(made.consumer == position + 40 * 1_008)
  }

  @Test func aBusyRecordHoldsUpWhatFollows() throws {
    let made = try MadeRing()
    var ring = try made.reader()
    made.put([1])
    let place = made.put([2], flags: MadeRing.busy)
    made.put([3])
    var read = readAll(&ring)
    #expect(read.records == [[1]] && read.isBusy)
    #expect(made.consumer == place)
    made.setHeader(1, at: place)
    read = readAll(&ring)
    #expect(read.records == [[2], [3]] && !read.isBusy)
  }

  @Test func discardedRecordsAreSkipped() throws {
    let made = try MadeRing()
    var ring = try made.reader()
    for number in 0..<6 as Range<UInt8> {
      made.put([number], flags: number.isMultiple(of: 3) ? 0 : MadeRing.discarded)
    }
    #expect(readAll(&ring).records == [[0], [3]])
    #expect(made.consumer == made.producer)
    made.put([9], flags: MadeRing.busy | MadeRing.discarded)
    #expect(readAll(&ring).isBusy)
  }

  /// The kernel writes the header before it moves the producer's position on.
  @Test func whatTheProducerHasNotReachedIsNotThere() throws {
    let made = try MadeRing()
    var ring = try made.reader()
    let place = made.put([1])
    made.put([2])
    let end = made.producer
    made.producer = place
    #expect(readAll(&ring).records.isEmpty)
    made.producer = end
    #expect(readAll(&ring).records == [[1], [2]])
  }

  @Test func aLengthBeyondTheRingIsCut() throws {
    let made = try MadeRing()
    var ring = try made.reader()
    let place = made.put([1])
    made.setHeader(0x3fff_ffff, at: place)
    guard case .record(let record) = ring.head() else {
      Issue.record("no record")
      return
    }
    #expect(record.count == made.size - 8, "no record is longer than the ring less its header")
  }

  @Test func whatIsNoMapIsAnError() {
    #expect(throws: KernelError.self) { _ = try Ring(descriptor: -1, size: 4_096) }
  }
}
