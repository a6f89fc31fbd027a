// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// Connections over TCP to resolvers, by socket and direction: segments in, DNS messages out.
///
/// Bounded. The stream that was quiet for longest goes first: the messages that it would have brought
/// are not seen then.
struct ResolverStreams: Sendable {
  private struct Key: Hashable {
    var cookie: UInt64
    var isInbound: Bool
  }

  private struct Stream {
    var messages = DNSStream()
    var used: UInt64
  }

  static let streamLimit = 512
  /// Bytes of messages that are not whole, in all streams.
  static let byteLimit = 4 << 20

  private var streams: [Key: Stream] = [:]
  /// Bytes that wait for the rest of their message.
  private(set) var waiting = 0
  private var clock: UInt64 = 0

  var count: Int { streams.count }

  /// The messages that a segment completes.
  mutating func take(_ segment: StreamSegment) -> [[UInt8]] {
    let key = Key(cookie: segment.cookie, isInbound: segment.isInbound)
    clock &+= 1
    var stream = remove(key) ?? Stream(used: clock)
    stream.used = clock
    let messages = stream.messages.take(
      segment.bytes[...], at: UInt64(segment.offset), isCut: segment.isCut)
    keep(stream, key)
    return messages
  }

  /// The socket is closed.
  mutating func close(_ cookie: UInt64) {
    for isInbound in [false, true] { _ = remove(Key(cookie: cookie, isInbound: isInbound)) }
  }

  private mutating func remove(_ key: Key) -> Stream? {
    guard let stream = streams.removeValue(forKey: key) else { return nil }
    waiting -= stream.messages.waiting
    return stream
  }

  private mutating func keep(_ stream: Stream, _ key: Key) {
    streams[key] = stream
    waiting += stream.messages.waiting
    while streams.count > Self.streamLimit || waiting > Self.byteLimit {
      guard let quietest = streams.min(by: { $0.value.used < $1.value.used }) else { return }
      _ = remove(quietest.key)
    }
  }
}
