// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Testing

/// Whose name: the server's own look-ups, then the machine's, never another server's.
@Suite struct AddressNamesTests {
  typealias Cached = NameCacheTests
  typealias Socketed = NameCacheSocketTests

  static let foreign = Endpoint(address: Cached.address(1), port: 53)

  static func learn(
    _ cache: inout NameCache, _ name: String, asker: UInt32, resolver: Endpoint = Cached.resolver,
    at time: UInt64 = 10
  ) {
    cache.learn(
      Cached.answer(name, [Cached.record(name, 5)]), asker: Cached.asker(asker), resolver: resolver,
      netNamespace: 1, at: Cached.at(time))
  }

  static func grouped(_ cache: NameCache, at time: UInt64 = 11) -> [String: [String]] {
    let names = Socketed.names(cache, at: time)
    let groups = [
      "own": names.own, "machine": names.machine, "past": names.past, "doubtful": names.doubtful,
      "others": names.others, "relied": names.relied,
    ]
    return groups.mapValues { $0.map(\.name) }.filter { !$0.value.isEmpty }
  }

  @Test func anothersLookUpIsAHint() {
    var cache = NameCache()
    Self.learn(&cache, "cdn.evil.test", asker: 9)
    #expect(Self.grouped(cache) == ["others": ["cdn.evil.test"]])
    Self.learn(&cache, "cdn.expected.test", asker: 7)
    #expect(
      Self.grouped(cache) == [
        "others": ["cdn.evil.test"], "own": ["cdn.expected.test"], "relied": ["cdn.expected.test"],
      ])
  }

  @Test func theMachinesCountWhereTheServerAskedNobody() {
    var cache = NameCache()
    Self.learn(&cache, "m.test", asker: 1)
    #expect(Self.grouped(cache) == ["machine": ["m.test"], "relied": ["m.test"]])
    Self.learn(&cache, "own.test", asker: 7)
    #expect(
      Self.grouped(cache) == ["machine": ["m.test"], "own": ["own.test"], "relied": ["own.test"]])
  }

  @Test func aForeignResolverIsDoubtful() {
    var cache = NameCache()
    Self.learn(&cache, "a.test", asker: 7, resolver: Self.foreign)
    Self.learn(&cache, "b.test", asker: 1, resolver: Self.foreign)
    Self.learn(&cache, "c.test", asker: 9, resolver: Self.foreign)
    #expect(Self.grouped(cache) == ["doubtful": ["a.test"], "others": ["c.test"]])
  }

  @Test func whatIsPastIsKnownAndNotReliedOn() {
    var cache = NameCache()
    Self.learn(&cache, "a.test", asker: 7)
    Self.learn(&cache, "m.test", asker: 1)
    Self.learn(&cache, "o.test", asker: 9)
    #expect(
      Self.grouped(cache, at: 100_000) == ["past": ["m.test", "a.test"]])
  }

  @Test func aHostsFileIsTheServersOwn() {
    var cache = NameCache()
    cache.learn(
      hosts: [Resolvers.Host(address: Cached.address(5), names: ["h.test"])], mountNamespace: 2,
      netNamespace: 1, at: Cached.at(10))
    #expect(Self.grouped(cache) == ["own": ["h.test"], "relied": ["h.test"]])
  }

  @Test func aBlockingHostsFileNamesNothing() {
    var cache = NameCache()
    let blocked = ["127.0.0.1", "0.0.0.0", "::1", "::", "127.9.9.9"].compactMap { IPAddress($0) }
    cache.learn(
      hosts: blocked.map { Resolvers.Host(address: $0, names: ["webhook.site"]) },
      mountNamespace: 2, netNamespace: 1, at: Cached.at(10))
    #expect(cache.count == 0)
  }

  @Test func anAnswerThatBlocksNamesNothing() {
    let zero = DNSRecord(name: "a.test", timeToLive: 60, payload: .address(IPAddress(v4: 0)))
    let cache = Cached.learned(Cached.answer("a.test", [zero]))
    #expect(cache.count == 0)
  }
}
