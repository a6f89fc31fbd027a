// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import TestKit
import Testing

/// What a flood can and cannot push out.
@Suite struct NameCacheBoundsTests {
  typealias Cached = NameCacheTests

  static func learn(
    _ cache: inout NameCache, _ name: String, _ address: UInt32, asker: NameAsker, at time: UInt64
  ) {
    cache.learn(
      Cached.answer(name, [Cached.record(name, address)]), asker: asker,
      resolver: Cached.resolver, netNamespace: 1, at: Cached.at(time))
  }

  @Test func aFloodOfOneProgramKeepsOthersEvidence() {
    var cache = NameCache(limits: NameCacheLimits(records: 4_096, recordsPerHolder: 4_096))
    for index in 0..<UInt32(200) {
      Self.learn(&cache, "victim\(index).test", index, asker: Cached.asker(1), at: 10)
    }
    for index in 0..<UInt32(20_000) {
      let fork = Cached.asker(1_000 + index, program: 2)
      Self.learn(&cache, "flood\(index).test", 100_000 + index, asker: fork, at: 11)
    }
    #expect(cache.count <= 4_096)
    #expect((0..<200).allSatisfy { Cached.names(cache, $0, at: 12) == ["victim\($0).test"] })
    #expect(Cached.names(cache, 119_999, at: 12) == ["flood19999.test"])
    #expect(cache.evicted >= 20_000 - 4_096)
  }

  @Test func aFloodOfManyProgramsKeepsSmallShares() {
    var cache = NameCache(limits: NameCacheLimits(records: 4_096, recordsPerHolder: 4_096))
    for index in 0..<UInt32(40) {
      Self.learn(&cache, "victim\(index).test", index, asker: Cached.asker(1), at: 10)
    }
    for index in 0..<UInt32(20_000) {
      let program = Cached.asker(2 + index % 30)
      Self.learn(&cache, "flood\(index).test", 100_000 + index, asker: program, at: 11)
    }
    #expect(cache.count <= 4_096)
    #expect((0..<40).allSatisfy { Cached.names(cache, $0, at: 12) == ["victim\($0).test"] })
  }

  @Test func oneProgramsShareIsBounded() {
    var cache = NameCache(limits: NameCacheLimits(records: 4_096, recordsPerHolder: 100))
    for index in 0..<UInt32(1_000) {
      Self.learn(&cache, "n\(index)", index, asker: Cached.asker(1), at: 10)
      #expect(cache.count <= 100)
    }
    #expect(Cached.names(cache, 999) == ["n999"])
  }

  @Test func expiredGoesFirst() {
    var cache = NameCache(limits: NameCacheLimits(records: 64, recordsPerHolder: 64))
    for index in 0..<UInt32(40) {
      Self.learn(&cache, "old\(index)", index, asker: Cached.asker(1), at: 10)
    }
    for index in 40..<UInt32(100) {
      Self.learn(&cache, "new\(index)", index, asker: Cached.asker(2), at: 10_000)
    }
    #expect(cache.evicted < 60)
    #expect((0..<40).allSatisfy { Cached.names(cache, $0, at: 10_000).isEmpty })
    #expect(cache.count <= 64)
  }

  @Test func aFloodOfNamesOnOneAddressKeepsOthersName() {
    var cache = NameCache()
    Self.learn(&cache, "api.victim.test", 5, asker: Cached.asker(1), at: 10)
    for index in 0..<500 {
      Self.learn(&cache, "n\(index).attacker.test", 5, asker: Cached.asker(2), at: 11)
    }
    let names = Cached.names(cache, 5, at: 12)
    #expect(names.count == 16)
    #expect(names.first == "n499.attacker.test")
    #expect(names.contains("api.victim.test"))
  }

  @Test func resolvingAnothersNameDoesNotTakeItOver() {
    var cache = NameCache(limits: NameCacheLimits(records: 256, recordsPerHolder: 16))
    Self.learn(&cache, "api.victim.test", 5, asker: Cached.asker(1), at: 10)
    Self.learn(&cache, "api.victim.test", 5, asker: Cached.asker(2), at: 10)
    for index in 0..<UInt32(100) {
      Self.learn(&cache, "n\(index)", 1_000 + index, asker: Cached.asker(2), at: 11)
    }
    #expect(Cached.names(cache, 5, at: 12) == ["api.victim.test"])
  }

  @Test func moreProgramsThanPlacesStayBounded() {
    var cache = NameCache(limits: NameCacheLimits(records: 512))
    for index in 0..<UInt32(3_000) {
      Self.learn(&cache, "n\(index)", index, asker: Cached.asker(index), at: 10)
    }
    #expect(cache.count <= 512)
    #expect(Cached.names(cache, 2_999) == ["n2999"])
  }

  @Test func theSameEventsGiveTheSameCache() {
    func run() -> [[NameRecord]] {
      var cache = NameCache(limits: NameCacheLimits(records: 128, recordsPerHolder: 64))
      var generator = SeededGenerator(seed: 5)
      for step in 0..<UInt64(3_000) {
        let number = UInt32.random(in: 0..<300, using: &generator)
        let asker = Cached.asker(UInt32.random(in: 0..<9, using: &generator))
        Self.learn(&cache, "n\(number)", number % 100, asker: asker, at: step / 3)
      }
      return (0..<100).map {
        cache.names(for: Cached.address($0), netNamespace: 1, at: Cached.at(1_000))
      }
    }
    #expect(run() == run())
  }
}
