// SPDX-License-Identifier: Apache-2.0

/// A cursor over a DNS message. Every read checks the length before it.
struct DNSReader {
  /// The whole message: compression pointers count from its first byte.
  private let message: ArraySlice<UInt8>
  /// Counted from the message's first byte, as `limit` is.
  private(set) var position = 0
  /// Reads end here.
  private var limit: Int

  init(_ message: ArraySlice<UInt8>) {
    self.message = message
    limit = message.count
  }

  var isAtEnd: Bool { position == limit }

  mutating func byte() throws(DNSError) -> UInt8 {
    guard position < limit else { throw .truncated }
    defer { position += 1 }
    return message[message.startIndex + position]
  }

  mutating func number16() throws(DNSError) -> UInt16 {
    let high = try byte()
    return UInt16(high) << 8 | UInt16(try byte())
  }

  mutating func number32() throws(DNSError) -> UInt32 {
    let high = try number16()
    return UInt32(high) << 16 | UInt32(try number16())
  }

  mutating func bytes(_ count: Int) throws(DNSError) -> ArraySlice<UInt8> {
    guard count <= limit - position else { throw .truncated }
    let start = message.startIndex + position
    position += count
    return message[start..<(start + count)]
  }

  /// A reader for the next `count` bytes, which cannot leave them but for compression pointers.
  /// This one goes on behind them.
  mutating func slice(_ count: Int) throws(DNSError) -> DNSReader {
    guard count <= limit - position else { throw .truncated }
    var inner = self
    inner.limit = position + count
    position += count
    return inner
  }

  /// A reader at a place that a compression pointer names; `end` is where the pointer's own labels
  /// began. Every pointer leads to before those, so a chain of them ends.
  func pointed(to target: Int, before end: Int) throws(DNSError) -> DNSReader {
    guard target < end else { throw .pointer }
    var inner = self
    (inner.position, inner.limit) = (target, end)
    return inner
  }
}
