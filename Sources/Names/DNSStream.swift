// SPDX-License-Identifier: Apache-2.0

/// One direction of a DNS connection over TCP: segments in, whole messages out. Each message has two
/// bytes of length before it (RFC 1035, section 4.2.2; RFC 7766); segments end where they like.
package struct DNSStream: Sendable {
  private static let headerSize = 12
  /// The longest message with its length.
  private static let messageLimit = 2 + 65_535

  private var reassembly = StreamReassembly(aheadLimit: Self.messageLimit)
  private var bytes: [UInt8] = []

  package init() {}

  /// Bytes are missing, or what came is no DNS: nothing more will be read.
  package var isBroken: Bool { reassembly.isBroken }
  /// Bytes that wait for the rest of their message.
  package var waiting: Int { bytes.count + reassembly.ahead }

  /// The messages that end in this segment. With `isCut`, the segment's end is missing, and so is all
  /// that follows.
  package mutating func take(
    _ segment: ArraySlice<UInt8>, at offset: UInt64? = nil, isCut: Bool = false
  ) -> [[UInt8]] {
    bytes += reassembly.take(segment, at: offset)
    var messages: [[UInt8]] = []
    var start = 0
    while let end = messageEnd(from: start) {
      messages.append(Array(bytes[(start + 2)..<end]))
      start = end
    }
    bytes.removeFirst(start)
    if isCut { breakOff() }
    return messages
  }

  /// The end of the message that begins at `start`; nil where it has not come.
  private mutating func messageEnd(from start: Int) -> Int? {
    guard bytes.count - start >= 2 else { return nil }
    let length = Int(bytes[start]) << 8 | Int(bytes[start + 1])
    guard length >= Self.headerSize else {
      breakOff()
      return nil
    }
    let end = start + 2 + length
    return end <= bytes.count ? end : nil
  }

  private mutating func breakOff() {
    reassembly.breakOff()
    bytes = []
  }
}
