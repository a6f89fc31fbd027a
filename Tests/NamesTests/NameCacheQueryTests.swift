// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Testing

/// An answer is one if it was asked for.
@Suite struct NameCacheQueryTests {
  typealias Cached = NameCacheTests

  static let question = DNSBytes.question("A.test")
  static let query = DNSBytes(flags: 0x100, questions: [DNSBytes.question("a.TEST")]).bytes
  static let answer = DNSBytes(
    questions: [question], answers: [DNSBytes.a("a.test", [10, 1, 0, 5])])

  static func payload(
    _ bytes: [UInt8], isAnswer: Bool, at time: UInt64 = 10, cookie: UInt64 = 3,
    transport: TransportProtocol = .udp, pid: UInt32 = 7
  ) -> DNSPayload {
    DNSPayload(
      time: Cached.at(time), owner: Cached.asker(pid).actor, cookie: cookie, peer: Cached.resolver,
      netNamespace: 1, transport: transport, isAnswer: isAnswer, payload: bytes)
  }

  static func wasAsked(_ cache: NameCache) -> [Bool] {
    cache.names(for: IPAddress(v4: 0x0a01_0005), netNamespace: 1, at: Cached.at(11)).map(\.wasAsked)
  }

  @Test func theAnswerToAQueryWasAskedFor() {
    var cache = NameCache()
    _ = cache.learn(Self.payload(Self.query, isAnswer: false))
    _ = cache.learn(Self.payload(Self.answer.bytes, isAnswer: true))
    #expect(Self.wasAsked(cache) == [true])
  }

  static let strangers: [DNSPayload] = {
    var other = answer
    other.id = 0x1235
    var question = answer
    question.questions = [DNSBytes.question("b.test")]
    question.answers = [DNSBytes.a("b.test", [10, 1, 0, 5])]
    var type = answer
    type.questions = [DNSBytes.question("a.test", type: 28)]
    var peer = payload(answer.bytes, isAnswer: true)
    peer.peer.address = IPAddress(v4: 1)
    var namespace = payload(answer.bytes, isAnswer: true)
    namespace.netNamespace = 2
    return [
      payload(other.bytes, isAnswer: true), payload(question.bytes, isAnswer: true),
      payload(type.bytes, isAnswer: true), payload(answer.bytes, isAnswer: true, cookie: 4),
      payload(answer.bytes, isAnswer: true, at: 131), peer, namespace,
    ]
  }()

  @Test(arguments: strangers) func anotherAnswerWasNot(stranger: DNSPayload) {
    var cache = NameCache()
    _ = cache.learn(Self.payload(Self.query, isAnswer: false))
    guard case .answer(_, addresses: 1, wasAsked: false)? = cache.learn(stranger).first else {
      Issue.record("taken for the answer")
      return
    }
  }

  @Test func aSecondAnswerWasNotAskedFor() {
    var cache = NameCache()
    _ = cache.learn(Self.payload(Self.query, isAnswer: false))
    _ = cache.learn(Self.payload(Self.answer.bytes, isAnswer: true))
    var forged = Self.answer
    forged.answers = [DNSBytes.a("a.test", [10, 1, 0, 6])]
    guard
      case .answer(_, _, wasAsked: false)? =
        cache.learn(Self.payload(forged.bytes, isAnswer: true)).first
    else {
      Issue.record("taken for the answer")
      return
    }
    _ = cache.learn(Self.payload(Self.answer.bytes, isAnswer: true))
    #expect(Self.wasAsked(cache) == [true], "what was asked for stays so")
  }

  @Test func aFloodOfQueriesLeavesOthersTheirs() {
    var cache = NameCache(limits: NameCacheLimits(queries: 128, queriesPerHolder: 100))
    _ = cache.learn(Self.payload(Self.query, isAnswer: false))
    for id in 0..<UInt16(5_000) {
      let flood = DNSBytes(id: id, flags: 0x100, questions: [Self.question]).bytes
      _ = cache.learn(Self.payload(flood, isAnswer: false, cookie: 8, pid: 8 + UInt32(id % 3)))
    }
    _ = cache.learn(Self.payload(Self.answer.bytes, isAnswer: true))
    #expect(Self.wasAsked(cache) == [true])
  }

  @Test func overTCPInWholeMessages() {
    var cache = NameCache()
    var second = Self.answer
    second.id = 9
    second.questions = [DNSBytes.question("b.test")]
    second.answers = [DNSBytes.a("b.test", [10, 1, 0, 5])]
    let queries = [
      Self.query, DNSBytes(id: 9, flags: 0x100, questions: second.questions).bytes,
    ].flatMap(DNSStreamTests.framed)
    let answers = [second.bytes, Self.answer.bytes].flatMap(DNSStreamTests.framed)
    for (bytes, isAnswer) in [(queries, false), (answers, true)] {
      let half = Self.payload(Array(bytes.dropLast(50)), isAnswer: isAnswer, transport: .tcp)
      #expect(cache.learn(half).count < 2)
      _ = cache.learn(Self.payload(bytes, isAnswer: isAnswer, transport: .tcp))
    }
    #expect(Self.wasAsked(cache) == [true, true])
  }

  /// The answer over UDP does not fit; the same socket's names come over TCP.
  @Test func aTruncatedAnswerIsAskedForAgain() {
    var cache = NameCache()
    var truncated = Self.answer
    truncated.flags |= 0x0200
    truncated.answers = []
    _ = cache.learn(Self.payload(Self.query, isAnswer: false))
    guard
      case .answer(let message, addresses: 0, wasAsked: true)? =
        cache.learn(Self.payload(truncated.bytes, isAnswer: true)).first
    else {
      Issue.record("no answer")
      return
    }
    #expect(message.isTruncated)
    for (bytes, isAnswer) in [(Self.query, false), (Self.answer.bytes, true)] {
      let framed = DNSStreamTests.framed(bytes)
      _ = cache.learn(Self.payload(framed, isAnswer: isAnswer, cookie: 4, transport: .tcp))
    }
    #expect(Self.wasAsked(cache) == [true])
  }
}
