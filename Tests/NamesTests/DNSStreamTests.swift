// SPDX-License-Identifier: Apache-2.0

import Names
import TestKit
import Testing

@Suite struct DNSStreamTests {
  static func framed(_ message: [UInt8]) -> [UInt8] {
    DNSBytes.number16(UInt16(message.count)) + message
  }

  static let messages = [
    DNSMessageTests.answer.bytes,
    DNSBytes(flags: 0x100, questions: [DNSBytes.question("a.b")]).bytes,
    [UInt8](repeating: 7, count: 12), [UInt8](repeating: 9, count: 65_535),
  ]

  @Test func messagesInOneSegment() {
    var stream = DNSStream()
    #expect(stream.take(Self.messages.flatMap(Self.framed)[...]) == Self.messages)
    #expect(stream.waiting == 0)
    #expect(!stream.isBroken)
  }

  @Test func splitAtEveryByte() {
    let short = Array(Self.messages.dropLast())
    let bytes = short.flatMap(Self.framed)
    for cut in 0...bytes.count {
      var stream = DNSStream()
      let found = stream.take(bytes[..<cut]) + stream.take(bytes[cut...])
      #expect(found == short, "\(cut)")
    }
    var stream = DNSStream()
    var found: [[UInt8]] = []
    for byte in bytes { found += stream.take([byte]) }
    #expect(found == short)
  }

  @Test func everyPrefixHoldsTheMessagesThatEndInIt() {
    let short = Array(Self.messages.dropLast())
    let bytes = short.flatMap(Self.framed)
    let ends = short.indices.map { short[...$0].flatMap(Self.framed).count }
    for length in 0..<bytes.count {
      var stream = DNSStream()
      #expect(stream.take(bytes[..<length]).count == ends.count { $0 <= length }, "\(length)")
    }
  }

  @Test func segmentsInAnyOrderAndTwice() {
    let short = Array(Self.messages.dropLast())
    let bytes = short.flatMap(Self.framed)
    for seed in 0..<50 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var segments = stride(from: 0, to: bytes.count, by: 7).map { ($0, bytes[$0...].prefix(11)) }
      segments += segments.prefix(5)
      var stream = DNSStream()
      var found: [[UInt8]] = []
      for (offset, segment) in segments.shuffled(using: &generator) {
        found += stream.take(segment, at: UInt64(offset))
      }
      #expect(found == short)
      #expect(!stream.isBroken)
    }
  }

  @Test func aCutSegmentEndsTheStream() {
    var stream = DNSStream()
    let bytes = Self.framed(Self.messages[0]) + Self.framed(Self.messages[1]).dropLast()
    #expect(stream.take(bytes[...], isCut: true) == [Self.messages[0]])
    #expect(stream.isBroken)
    #expect(stream.take(Self.framed(Self.messages[0])[...]).isEmpty)
    #expect(stream.waiting == 0)
  }

  @Test(arguments: 0..<12 as Range<UInt8>) func aLengthThatNoMessageHasEndsTheStream(length: UInt8)
  {
    var stream = DNSStream()
    #expect(stream.take([0, length] + [UInt8](repeating: 0, count: 40)).isEmpty)
    #expect(stream.isBroken)
  }

  @Test func whatRunsFarAheadEndsTheStream() {
    var stream = DNSStream()
    #expect(stream.take([1], at: 70_000).isEmpty)
    #expect(stream.isBroken)
    var many = DNSStream()
    for offset in 0..<70 as Range<UInt64> { _ = many.take([1], at: 2 + 2 * offset) }
    #expect(many.isBroken)
    var end = DNSStream()
    #expect(end.take([1, 2], at: .max).isEmpty)
    #expect(end.isBroken)
  }

  @Test(arguments: 0..<UInt64(20)) func randomBytesStayBounded(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var stream = DNSStream()
    for _ in 0..<400 {
      let count = Int.random(in: 0...1_500, using: &generator)
      _ = stream.take((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }[...])
      #expect(stream.waiting <= 65_537)
    }
  }
}
