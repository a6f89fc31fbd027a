// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Testing

/// Names that lead to an address by way of another question: services, servers, aliases.
@Suite struct ReferralTests {
  typealias Cached = NameCacheTests

  static func answer(
    _ name: String, type: DNSType, _ records: [DNSRecord]
  ) -> DNSMessage {
    DNSMessage(
      id: 1, isAnswer: true, questions: [DNSQuestion(name: name, type: type)], answers: records)
  }

  static func service(_ name: String, _ binding: ServiceBinding, ttl: UInt32 = 60) -> DNSRecord {
    DNSRecord(name: name, timeToLive: ttl, payload: .service(binding))
  }

  static func server(_ name: String, _ target: String) -> DNSRecord {
    DNSRecord(name: name, timeToLive: 60, payload: .server(target))
  }

  static func cache(
    _ answers: [DNSMessage], asker: NameAsker = Cached.asker(7),
    resolver: Endpoint = Cached.resolver
  ) -> NameCache {
    var cache = NameCache()
    learn(&cache, answers, asker: asker, resolver: resolver)
    return cache
  }

  static func learn(
    _ cache: inout NameCache, _ answers: [DNSMessage], asker: NameAsker = Cached.asker(7),
    resolver: Endpoint = Cached.resolver
  ) {
    for answer in answers {
      cache.learn(answer, asker: asker, resolver: resolver, netNamespace: 1, at: Cached.at(10))
    }
  }

  @Test func hintsAreAddresses() {
    let hints = [Cached.address(5), Cached.address(6)]
    let cache = Self.cache([
      Self.answer(
        "a.test", type: .https,
        [
          Cached.alias("a.test", "b.test"),
          Self.service("b.test", ServiceBinding(priority: 1, target: ".", hints: hints)),
        ])
    ])
    #expect(Cached.names(cache, 5) == ["a.test"])
    #expect(Cached.names(cache, 6) == ["a.test"])
  }

  @Test func anAliasModeRecordIsAnAlias() {
    let cache = Self.cache([
      Self.answer(
        "a.test", type: .https,
        [
          Self.service("a.test", ServiceBinding(priority: 0, target: "b.test")),
          Cached.record("b.test", 5),
        ])
    ])
    #expect(Cached.names(cache, 5) == ["a.test"])
  }

  /// In an answer to another question a service record is no alias.
  @Test func aServiceRecordCountsWhereServicesWereAskedFor() {
    let cache = Self.cache([
      Self.answer(
        "a.test", type: .a,
        [
          Self.service(
            "a.test", ServiceBinding(priority: 1, target: ".", hints: [Cached.address(6)])),
          Self.service("a.test", ServiceBinding(priority: 0, target: "b.test")),
          Cached.record("b.test", 5),
        ])
    ])
    #expect(cache.count == 0)
  }

  static let referring: [DNSMessage] = [
    answer(
      "a.test", type: .https, [service("a.test", ServiceBinding(priority: 0, target: "t.test"))]),
    answer(
      "a.test", type: .https, [service("a.test", ServiceBinding(priority: 1, target: "t.test"))]),
    answer(
      "_8443._https.a.test", type: .https,
      [
        service("_8443._https.a.test", ServiceBinding(priority: 1, target: "t.test"))
      ]),
    answer("_mongodb._tcp.a.test", type: .srv, [server("_mongodb._tcp.a.test", "t.test")]),
    answer("a.test", type: .a, [Cached.alias("a.test", "t.test")]),
  ]

  @Test(arguments: referring) func whatWasReferredToCountsForTheFirstName(first: DNSMessage) {
    let second = Self.answer("t.test", type: .a, [Cached.record("t.test", 5)])
    let cache = Self.cache([first, second])
    #expect(Set(Cached.names(cache, 5)) == ["a.test", "t.test"])
    let record = cache.names(for: Cached.address(5), netNamespace: 1, at: Cached.at(11))
      .first { $0.name == "a.test" }
    #expect(record?.chain == ["t.test"])
    #expect(Cached.names(Self.cache([second, first]), 5) == ["t.test"], "not the other way round")
  }

  @Test func aReferralIsItsAskersAndItsResolvers() {
    let second = Self.answer("t.test", type: .a, [Cached.record("t.test", 5)])
    var cache = Self.cache([Self.referring[0]])
    Self.learn(&cache, [second], asker: Cached.asker(8))
    #expect(Cached.names(cache, 5) == ["t.test"])
    var other = Self.cache(
      [Self.referring[0]], resolver: Endpoint(address: Cached.address(1), port: 53))
    Self.learn(&other, [second])
    #expect(Cached.names(other, 5) == ["t.test"])
    cache.learn(
      second, asker: Cached.asker(7), resolver: Cached.resolver, netNamespace: 1,
      at: Cached.at(100_000))
    #expect(Cached.names(cache, 5) == ["t.test", "t.test"], "it is past")
  }

  @Test func referralsChain() {
    let cache = Self.cache([
      Self.answer("_s._tcp.a.test", type: .srv, [Self.server("_s._tcp.a.test", "b.test")]),
      Self.answer("b.test", type: .a, [Cached.alias("b.test", "c.test")]),
      Self.answer("c.test", type: .a, [Cached.record("c.test", 5)]),
    ])
    #expect(Set(Cached.names(cache, 5)) == ["a.test", "b.test", "c.test"])
  }

  @Test func referralsThatGoRoundEnd() {
    var answers: [DNSMessage] = []
    for (from, to) in [("a", "b"), ("b", "c"), ("c", "a"), ("a", "c"), ("b", "a")] {
      answers.append(Self.answer(from, type: .a, [Cached.alias(from, to)]))
    }
    let cache = Self.cache(
      answers + answers + [Self.answer("a", type: .a, [Cached.record("a", 5)])])
    #expect(Set(Cached.names(cache, 5)).isSubset(of: ["a", "b", "c"]))
    #expect(cache.count <= 3)
  }

  @Test func aFloodOfReferralsStaysBounded() {
    var cache = NameCache(limits: NameCacheLimits(queries: 64))
    for index in 0..<2_000 {
      Self.learn(
        &cache,
        [
          Self.answer(
            "n\(index)", type: .srv, (0..<40).map { Self.server("n\(index)", "t\(index).\($0)") })
        ],
        asker: Cached.asker(2))
    }
    Self.learn(&cache, [Self.referring[3]])
    Self.learn(&cache, [Self.answer("t.test", type: .a, [Cached.record("t.test", 5)])])
    #expect(Cached.names(cache, 5).contains("a.test"))
  }

  /// DNS64 (RFC 6147) gives the name to the IPv4 address inside, and the other way round.
  @Test func dns64() {
    let made = IPAddress(v6High: 0x0064_ff9b_0000_0000, low: 0xc633_6407)
    let record = DNSRecord(name: "a.test", timeToLive: 60, payload: .address(made))
    let cache = Self.cache([Self.answer("a.test", type: .aaaa, [record])])
    for address in [made, IPAddress(v4: 0xc633_6407)] {
      let names = cache.names(for: address, netNamespace: 1, at: Cached.at(11)).map(\.name)
      #expect(names == ["a.test"])
    }
  }
}
