// SPDX-License-Identifier: Apache-2.0

/// The bytes of one direction of a stream, in their order, from segments that may come twice, overlap
/// or come out of order. Bounded: what runs too far ahead breaks the stream.
package struct StreamReassembly: Sendable {
  private struct Segment {
    var offset: UInt64
    var bytes: [UInt8]
  }

  private static let segmentLimit = 64

  private let aheadLimit: UInt64
  private var waiting: [Segment] = []
  /// Where the next byte stands, counted from the stream's first.
  package private(set) var position: UInt64 = 0
  /// Bytes that are kept behind a gap.
  package var ahead: Int { waiting.reduce(0) { $0 + $1.bytes.count } }
  /// Bytes are missing that will not come.
  package private(set) var isBroken = false

  /// `aheadLimit`: how many bytes behind a gap are kept.
  package init(aheadLimit: Int) { self.aheadLimit = UInt64(max(aheadLimit, 0)) }

  /// The bytes that are next now. Without an offset the segment follows the last one.
  package mutating func take(_ bytes: ArraySlice<UInt8>, at offset: UInt64? = nil) -> [UInt8] {
    guard !isBroken, !bytes.isEmpty else { return [] }
    let offset = offset ?? position
    guard offset <= position else {
      wait(bytes, at: offset)
      return []
    }
    var next = advance(bytes, at: offset)
    while let index = waiting.firstIndex(where: { $0.offset <= position }) {
      let segment = waiting.remove(at: index)
      next += advance(segment.bytes[...], at: segment.offset)
    }
    return next
  }

  /// No byte behind `position` will be understood.
  package mutating func breakOff() {
    isBroken = true
    waiting = []
  }

  /// What of a segment is new.
  private mutating func advance(_ bytes: ArraySlice<UInt8>, at offset: UInt64) -> [UInt8] {
    let known = position - offset
    guard known < UInt64(bytes.count) else { return [] }
    let new = bytes.dropFirst(Int(known))
    position += UInt64(new.count)
    return Array(new)
  }

  private mutating func wait(_ bytes: ArraySlice<UInt8>, at offset: UInt64) {
    let (end, overflow) = offset.addingReportingOverflow(UInt64(bytes.count))
    guard !overflow, end - position <= aheadLimit, waiting.count < Self.segmentLimit else {
      breakOff()
      return
    }
    waiting.append(Segment(offset: offset, bytes: Array(bytes)))
  }
}
