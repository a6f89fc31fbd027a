// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Testing

/// How long a name holds: its time to live, the sockets opened under it, and the grace.
@Suite struct NameCacheSocketTests {
  typealias Cached = NameCacheTests

  static var viewer: NameViewer {
    NameViewer(
      asker: { $0.actor.process.pid == 7 ? .own : $0.actor.process.pid == 1 ? .machine : .other },
      trusts: { $0.resolver.map { $0 == Cached.resolver } ?? true })
  }

  static func names(_ cache: NameCache, at time: UInt64, address: UInt32 = 5) -> AddressNames {
    cache.names(
      for: Cached.address(address), netNamespace: 1, at: Cached.at(time), viewer: viewer)
  }

  static func open(_ cache: inout NameCache, _ cookie: UInt64, at time: UInt64, address: UInt32 = 5)
  {
    let relied = names(cache, at: time, address: address).relied
    cache.open(
      cookie, to: Cached.address(address), netNamespace: 1, under: relied, at: Cached.at(time))
  }

  /// Learned at second 10 with a time to live of 60: without sockets it holds until 670.
  static func learned() -> NameCache {
    Cached.learned(Cached.answer("a.test", [Cached.record("a.test", 5)]))
  }

  @Test func aNameWithoutSocketsIsPastAfterTheGrace() {
    let cache = Self.learned()
    #expect(Self.names(cache, at: 670).own.map(\.name) == ["a.test"])
    let late = Self.names(cache, at: 671)
    #expect(late.own.isEmpty)
    #expect(late.relied.isEmpty)
    #expect(late.past.map(\.name) == ["a.test"])
    #expect(late.past.map(\.learned) == [Cached.at(10)])
  }

  @Test func anOpenSocketHoldsItsName() {
    var cache = Self.learned()
    Self.open(&cache, 1, at: 600)
    Self.open(&cache, 2, at: 660)
    #expect(!Self.names(cache, at: 50_000).own.isEmpty)
    cache.close(1, at: Cached.at(50_000))
    #expect(!Self.names(cache, at: 90_000).own.isEmpty, "the other is open")
    Self.open(&cache, 3, at: 90_000)
    cache.close(2, at: Cached.at(90_001))
    cache.close(3, at: Cached.at(90_002))
    cache.close(3, at: Cached.at(90_003))
    #expect(!Self.names(cache, at: 90_602).own.isEmpty)
    #expect(Self.names(cache, at: 90_603).own.isEmpty)
    #expect(!Self.names(cache, at: 90_603).past.isEmpty)
  }

  @Test func aNameThatIsPastIsNotHeld() {
    var cache = Self.learned()
    let early = Self.names(cache, at: 11).relied
    cache.open(1, to: Cached.address(5), netNamespace: 1, under: early, at: Cached.at(700))
    #expect(Self.names(cache, at: 701).own.isEmpty)
  }

  @Test func learningAgainKeepsTheSockets() {
    var cache = Self.learned()
    Self.open(&cache, 1, at: 20)
    cache.learn(
      Cached.answer("a.test", [Cached.record("a.test", 5, ttl: 0)]), asker: Cached.asker(7),
      resolver: Cached.resolver, netNamespace: 1, at: Cached.at(30))
    #expect(!Self.names(cache, at: 5_000).own.isEmpty)
    cache.close(1, at: Cached.at(5_000))
    #expect(Self.names(cache, at: 5_601).own.isEmpty)
  }

  @Test func whatASocketIsOpenedUnderIsNotEvicted() {
    var cache = NameCache(limits: NameCacheLimits(records: 64, recordsPerHolder: 32))
    for index in 0..<UInt32(8) {
      NameCacheBoundsTests.learn(&cache, "n\(index)", index, asker: Cached.asker(7), at: 10)
      Self.open(&cache, UInt64(index + 1), at: 11, address: index)
    }
    for index in 0..<UInt32(5_000) {
      let asker = Cached.asker(index % 5 == 0 ? 7 : 100 + index)
      NameCacheBoundsTests.learn(&cache, "f\(index)", 1_000 + index, asker: asker, at: 5_000)
      NameCacheBoundsTests.learn(&cache, "g\(index)", 3, asker: asker, at: 5_000)
    }
    #expect(cache.count <= 64)
    for index in 0..<UInt32(8) {
      #expect(Self.names(cache, at: 5_001, address: index).own.contains { $0.name == "n\(index)" })
    }
  }

  @Test func whereAllIsInUseTheNewcomerIsRefused() {
    var cache = NameCache(limits: NameCacheLimits(records: 8))
    for index in 0..<UInt32(20) {
      NameCacheBoundsTests.learn(&cache, "n\(index)", index, asker: Cached.asker(7), at: 10)
      Self.open(&cache, UInt64(index + 1), at: 10, address: index)
    }
    #expect(cache.count == 8)
    #expect(cache.evicted == 12)
    #expect(Cached.names(cache, 0) == ["n0"])
  }

  @Test func socketsWithoutAnEndStayBounded() {
    var cache = NameCache(limits: NameCacheLimits(sockets: 16))
    NameCacheBoundsTests.learn(&cache, "a.test", 5, asker: Cached.asker(7), at: 10)
    NameCacheBoundsTests.learn(&cache, "b.test", 6, asker: Cached.asker(7), at: 10)
    Self.open(&cache, 1, at: 11)
    for cookie in 2..<UInt64(200) { Self.open(&cache, cookie, at: 12, address: 6) }
    #expect(
      Self.names(cache, at: 700).past.map(\.name) == ["a.test"], "the oldest gave its hold up")
    #expect(Self.names(cache, at: 700, address: 6).own.map(\.name) == ["b.test"])
    for cookie in 184..<UInt64(200) { cache.close(cookie, at: Cached.at(800)) }
    #expect(Self.names(cache, at: 1_401, address: 6).own.isEmpty)
  }
}
