// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Connections over TCP to resolvers, by socket and direction. Bounded: the stream that was quiet for
/// longest goes first.
struct DNSStreams: Sendable {
  private struct Key: Hashable {
    var netNamespace: UInt32
    var cookie: UInt64
    var peer: Endpoint
    var isAnswer: Bool
  }

  private struct Stream {
    var bytes = DNSStream()
    var used: UInt64
  }

  /// Bytes of messages that are not whole, in all streams.
  private static let byteLimit = 4 << 20

  private let limit: Int
  private var streams: [Key: Stream] = [:]
  private var waiting = 0
  private var clock: UInt64 = 0

  init(limit: Int) { self.limit = max(limit, 2) }

  var count: Int { streams.count }

  /// The messages that a segment completes.
  mutating func take(_ payload: DNSPayload) -> Result<[[UInt8]], DNSError> {
    let key = Key(
      netNamespace: payload.netNamespace, cookie: payload.cookie, peer: payload.peer,
      isAnswer: payload.isAnswer)
    clock &+= 1
    if streams[key] == nil, streams.count >= limit { removeQuietest() }
    var stream = streams[key] ?? Stream(used: clock)
    if stream.bytes.isBroken { return .failure(.truncated) }
    stream.used = clock
    waiting -= stream.bytes.waiting
    let messages = stream.bytes.take(payload.payload[...], isCut: payload.isCut)
    waiting += stream.bytes.waiting
    streams[key] = stream
    while waiting > Self.byteLimit { removeQuietest() }
    return messages.isEmpty && stream.bytes.isBroken ? .failure(.truncated) : .success(messages)
  }

  /// The socket is closed.
  mutating func close(_ cookie: UInt64) {
    for (key, stream) in streams where key.cookie == cookie {
      waiting -= stream.bytes.waiting
      streams[key] = nil
    }
  }

  private mutating func removeQuietest() {
    guard let quietest = streams.min(by: { $0.value.used < $1.value.used }) else { return }
    waiting -= quietest.value.bytes.waiting
    streams[quietest.key] = nil
  }
}
