// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

@Suite struct ResolverStreamsTests {
  private static func segment(
    _ bytes: [UInt8], cookie: UInt64 = 1, offset: UInt32 = 0, isInbound: Bool = true,
    isCut: Bool = false
  ) -> StreamSegment {
    StreamSegment(
      time: Instant(nanoseconds: 9), owner: Scene.actor(5, 5), cookie: cookie,
      peer: Endpoint(address: Story.resolver, port: 53), isInbound: isInbound, offset: offset,
      bytes: bytes, isCut: isCut)
  }

  private static let message = [UInt8](repeating: 7, count: 300)
  private static let framed: [UInt8] = [1, 44] + message

  @Test("Segments in any order, twice, and both directions apart")
  func segmentsMeet() {
    for cut in 1..<Self.framed.count {
      var streams = ResolverStreams()
      let (head, tail) = (Array(Self.framed[..<cut]), Array(Self.framed[cut...]))
      #expect(streams.take(Self.segment(tail, offset: UInt32(cut))).isEmpty)
      #expect(streams.take(Self.segment(tail, offset: UInt32(cut), isInbound: false)).isEmpty)
      #expect(streams.take(Self.segment(head)) == [Self.message], "\(cut)")
      #expect(streams.take(Self.segment(head)).isEmpty)
      #expect(streams.waiting == tail.count)
      streams.close(1)
      #expect(streams.count == 0 && streams.waiting == 0)
    }
  }

  @Test("What was not taken of a packet breaks the stream, and no other")
  func aCutBreaksItsStream() {
    var streams = ResolverStreams()
    let half = Array(Self.framed.prefix(100))
    #expect(streams.take(Self.segment(half, isCut: true)).isEmpty)
    #expect(streams.take(Self.segment(Array(Self.framed.dropFirst(100)), offset: 100)).isEmpty)
    #expect(streams.take(Self.segment(Self.framed, cookie: 2)) == [Self.message])
  }

  @Test("Half messages on thousands of sockets, far ahead of a gap, and behind one another")
  func staysBounded() {
    var streams = ResolverStreams()
    for cookie in 1...UInt64(3_000) {
      let ahead = [UInt8](repeating: 0, count: 30_000)
      _ = streams.take(Self.segment(ahead, cookie: cookie, offset: 20))
      #expect(streams.count <= ResolverStreams.streamLimit)
      #expect(streams.waiting <= ResolverStreams.byteLimit)
    }
    #expect(streams.waiting > 0)
  }
}
