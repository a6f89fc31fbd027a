// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Testing

@Suite struct NameCacheTests {
  static let second: UInt64 = 1_000_000_000
  static let resolver = Endpoint(address: IPAddress(v4: 0xc633_6435), port: 53)

  static func at(_ seconds: UInt64) -> Instant { Instant(nanoseconds: seconds * second) }

  static func asker(_ pid: UInt32, program: UInt64? = nil) -> NameAsker {
    NameAsker(
      Actor(
        process: ProcessID(pid: pid, start: at(1)), thread: pid,
        program: ProgramID(rawValue: program ?? UInt64(pid))))
  }

  /// A small number is one of 10.0.0.0/8.
  static func address(_ number: UInt32) -> IPAddress {
    IPAddress(v4: number >> 24 == 0 ? 0x0a00_0000 | number : number)
  }

  static func answer(
    _ name: String, _ records: [DNSRecord], responseCode: UInt8 = 0
  ) -> DNSMessage {
    DNSMessage(
      id: 1, isAnswer: true, responseCode: responseCode,
      questions: [DNSQuestion(name: name, type: .a)], answers: records)
  }

  static func record(_ name: String, _ address: UInt32, ttl: UInt32 = 60) -> DNSRecord {
    DNSRecord(name: name, timeToLive: ttl, payload: .address(Self.address(address)))
  }

  static func alias(_ name: String, _ target: String, ttl: UInt32 = 60) -> DNSRecord {
    DNSRecord(name: name, timeToLive: ttl, payload: .alias(target))
  }

  static func learned(_ message: DNSMessage) -> NameCache {
    var cache = NameCache()
    cache.learn(message, asker: asker(7), resolver: resolver, netNamespace: 1, at: at(10))
    return cache
  }

  static func names(_ cache: NameCache, _ address: UInt32, at time: UInt64 = 11) -> [String] {
    cache.names(for: Self.address(address), netNamespace: 1, at: at(time)).map(\.name)
  }

  @Test func followsAliasesFromTheQuestion() {
    let cache = Self.learned(
      Self.answer(
        "api.example.com",
        [
          Self.record("edge.example.net", 5), Self.alias("cdn.example.net", "edge.example.net"),
          Self.alias("api.example.com", "cdn.example.net"), Self.record("edge.example.net", 6),
        ]))
    let expected = NameRecord(
      name: "api.example.com", chain: ["cdn.example.net", "edge.example.net"],
      source: .answer(resolver: Self.resolver, asker: Self.asker(7)), learned: Self.at(10))
    for address: UInt32 in [5, 6] {
      let found = cache.names(for: Self.address(address), netNamespace: 1, at: Self.at(11))
      #expect(found == [expected])
    }
    #expect(cache.names(for: Self.address(5), netNamespace: 2, at: Self.at(11)).isEmpty)
    #expect(expected.resolver == Self.resolver)
    #expect(expected.asker == Self.asker(7))
  }

  @Test(arguments: [
    // Records of names that were not asked for.
    answer("a.test", [record("b.test", 5)]),
    answer("a.test", [alias("b.test", "a.test"), record("b.test", 5)]),
    // An alias beside an address: the alias counts.
    answer("a.test", [alias("a.test", "b.test"), record("a.test", 5)]),
    // Round and round.
    answer("a.test", [alias("a.test", "b.test"), alias("b.test", "a.test"), record("a.test", 5)]),
    answer("a.test", [alias("a.test", "a.test"), record("a.test", 5)]),
    answer("a.test", [record("a.test", 5)], responseCode: 3),
    answer(".", [record(".", 5)]),
    answer(String(repeating: "a", count: 254), [record(String(repeating: "a", count: 254), 5)]),
    DNSMessage(id: 1, isAnswer: true, questions: [], answers: [record("a.test", 5)]),
    DNSMessage(
      id: 1, isAnswer: false, questions: [DNSQuestion(name: "a.test", type: .a)],
      answers: [record("a.test", 5)]),
    DNSMessage(
      id: 1, isAnswer: true,
      questions: [
        DNSQuestion(name: "a.test", type: .a), DNSQuestion(name: "b.test", type: .a),
      ], answers: [record("a.test", 5)]),
    DNSMessage(
      id: 1, isAnswer: true, questions: [DNSQuestion(name: "a.test", type: .a, isInternet: false)],
      answers: [record("a.test", 5)]),
  ])
  func learnsNothingFrom(message: DNSMessage) { #expect(Self.learned(message).count == 0) }

  @Test(arguments: [(12, 1), (13, 0)]) func boundsTheChain(length: Int, count: Int) {
    var records = (0..<length).map { Self.alias("n\($0)", "n\($0 + 1)") }
    records.append(Self.record("n\(length)", 5))
    #expect(Self.learned(Self.answer("n0", records)).count == count)
  }

  @Test func boundsTheChainsText() {
    let names = (0..<6).map { String(repeating: "x", count: 220) + "\($0)" }
    var records = zip(names, names.dropFirst()).map { Self.alias($0, $1) }
    records.append(Self.record(names[5], 5))
    #expect(Self.learned(Self.answer(names[0], records)).count == 0)
  }

  @Test(arguments: [
    (UInt32(0), UInt64(630)), (1, 630), (60, 660), (86_400, 87_000), (4_000_000, 87_000),
    (0x8000_0000, 630), (.max, 630),
  ])
  func clampsTheTimeToLive(ttl: UInt32, seconds: UInt64) {
    let cache = Self.learned(Self.answer("a.test", [Self.record("a.test", 5, ttl: ttl)]))
    func isExpired(_ time: Instant) -> Bool? {
      cache.names(for: Self.address(5), netNamespace: 1, at: time).first?.isExpired
    }
    #expect(isExpired(Self.at(10 + seconds)) == false)
    #expect(isExpired(Self.at(10 + seconds).advanced(by: 1)) == true)
  }

  @Test func theShortestTimeToLiveOfTheChainCounts() {
    let cache = Self.learned(
      Self.answer(
        "a.test", [Self.alias("a.test", "b.test", ttl: 40), Self.record("b.test", 5, ttl: 600)]))
    let found = cache.names(for: Self.address(5), netNamespace: 1, at: Self.at(10 + 641))
    #expect(found.map(\.isExpired) == [true])
  }

  @Test func timeDoesNotOverflow() {
    var cache = NameCache()
    let end = Instant(nanoseconds: .max)
    cache.learn(
      Self.answer("a.test", [Self.record("a.test", 5)]), asker: Self.asker(7),
      resolver: Self.resolver, netNamespace: 1, at: end)
    #expect(
      cache.names(for: Self.address(5), netNamespace: 1, at: end).map(\.isExpired) == [false])
  }

  @Test func theLastLearnedIsFirstAndLearnedOnce() {
    var cache = NameCache()
    for (time, name) in ["a.test", "b.test", "c.test", "a.test"].enumerated() {
      cache.learn(
        Self.answer(name, [Self.record(name, 5)]), asker: Self.asker(7), resolver: Self.resolver,
        netNamespace: 1, at: Self.at(UInt64(time)))
    }
    #expect(Self.names(cache, 5) == ["a.test", "c.test", "b.test"])
    #expect(cache.count == 3)
    cache.learn(
      Self.answer("a.test", [Self.record("a.test", 5)]), asker: Self.asker(7),
      resolver: Endpoint(address: IPAddress(v4: 1), port: 53), netNamespace: 1, at: Self.at(5))
    #expect(cache.count == 4, "another resolver is other evidence")
  }

  @Test func learnsHosts() {
    var cache = Self.learned(Self.answer("a.test", [Self.record("a.test", 5)]))
    func learn(_ names: [String], mountNamespace: UInt32 = 9) {
      cache.learn(
        hosts: [Resolvers.Host(address: Self.address(5), names: names)],
        mountNamespace: mountNamespace, netNamespace: 1, at: Self.at(20))
    }
    learn(["h1", "h2"])
    #expect(Self.names(cache, 5) == ["h2", "h1", "a.test"])
    learn(["h3"])
    learn(["h4"], mountNamespace: 10)
    #expect(Self.names(cache, 5) == ["h4", "h3", "a.test"])
    let late = cache.names(for: Self.address(5), netNamespace: 1, at: Self.at(1_000_000))
    #expect(late.map(\.isExpired) == [false, false, true])
    #expect(late.first?.source == .hosts(mountNamespace: 10))
    #expect(late.first?.resolver == nil)
    learn((0..<40).map { "many\($0)" })
    #expect(Self.names(cache, 5).count == 42)
    #expect(cache.count == 42)
  }

  @Test func readsPacketsByDirection() throws {
    var cache = NameCache()
    var message = DNSPayload(
      time: Self.at(10), owner: Self.asker(7).actor, peer: Self.resolver, netNamespace: 1,
      isAnswer: true, payload: DNSMessageTests.answer.bytes)
    let answer = try DNSMessage.parse(message.payload).get()
    #expect(cache.learn(message) == [.answer(answer, addresses: 2, wasAsked: false)])
    #expect(answer.questions.first?.name == "api.example.com")
    #expect(Self.names(cache, 0xc633_6407) == ["api.example.com"])
    message.isAnswer = false
    #expect(cache.learn(message) == [.contradiction(answer)])
    message.payload = DNSBytes(flags: 0x100, questions: [DNSBytes.question("a")]).bytes
    let question = try DNSMessage.parse(message.payload).get()
    #expect(cache.learn(message) == [.question(question)])
    #expect(question.questions.first?.name == "a")
    message.isAnswer = true
    #expect(cache.learn(message) == [.contradiction(question)])
    message.payload = [1, 2, 3]
    #expect(cache.learn(message) == [.malformed(.truncated)])
  }
}
