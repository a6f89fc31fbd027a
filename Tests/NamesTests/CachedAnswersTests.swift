// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Names
import TestKit
import Testing

/// A resolver daemon's cache, as it dumps it.
@Suite struct CachedAnswersTests {
  private static func labels(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  private static func raw(_ name: String, type: UInt8, _ data: [UInt8]) -> String {
    let head: [UInt8] = [0, type, 0, 1, 0, 0, 0, 60, 0, UInt8(data.count)]
    let bytes = labels(name) + head + data
    return
      #"{"rr":{"key":{"class":1,"type":\#(type),"name":"\#(name)"}},"raw":"\#(Data(bytes).base64EncodedString())"}"#
  }

  private static func dump(_ records: [String]) -> [UInt8] {
    let items = records.map { #"{"key":{},"rrs":[\#($0)],"until":1}"# }.joined(separator: ",")
    return Array(
      #"{"parameters":{"dump":[{"protocol":"dns","ifindex":2,"cache":[\#(items)]}]}}"#.utf8)
  }

  private static let answers = dump([
    raw("api.test", type: 1, [10, 1, 0, 5]), raw("www.TEST", type: 5, labels("Edge.test")),
    raw("edge.test", type: 5, labels("api.test")), raw("nowhere.test", type: 5, labels("x.test")),
    raw("round.test", type: 5, labels("round.test")), raw("text.test", type: 16, [1, 65]),
    raw("six.test", type: 28, [UInt8](repeating: 7, count: 16)),
  ])

  private static func learned(_ dump: [UInt8]) -> NameCache {
    var cache = NameCache()
    for (number, exchange) in CachedAnswers.exchanges(inDump: dump).enumerated() {
      for (bytes, isAnswer) in [(exchange.query, false), (exchange.answer, true)] {
        _ = cache.learn(
          NameCacheQueryTests.payload(bytes, isAnswer: isAnswer, cookie: UInt64(number)))
      }
    }
    return cache
  }

  @Test func namesAndAliasesAreKnown() {
    let cache = Self.learned(Self.answers)
    let found = cache.names(
      for: IPAddress(v4: 0x0a01_0005), netNamespace: 1, at: NameCacheTests.at(11))
    #expect(Set(found.map(\.name)) == ["api.test", "edge.test", "www.test"])
    #expect(found.map(\.wasAsked) == [true, true, true])
    #expect(found.first { $0.name == "www.test" }?.chain == ["edge.test", "api.test"])
    let six = IPAddress(v6High: 0x0707_0707_0707_0707, low: 0x0707_0707_0707_0707)
    #expect(
      cache.names(for: six, netNamespace: 1, at: NameCacheTests.at(11)).map(\.name) == ["six.test"])
  }

  @Test func anErrorHasNone() {
    let error = Array(#"{"error":"org.varlink.service.MethodNotFound","parameters":{}}"#.utf8)
    #expect(CachedAnswers.exchanges(inDump: error).isEmpty)
    #expect(CachedAnswers.exchanges(inDump: []).isEmpty)
  }

  /// A text cannot play a record: its quotes are escaped.
  @Test func aTextIsNoRecord() {
    let record = Self.raw("api.test", type: 1, [10, 1, 0, 5]).replacing("\"", with: "\\\"")
    #expect(CachedAnswers.exchanges(inDump: Array(#"{"text":"\#(record)"}"#.utf8)).isEmpty)
  }

  @Test func everyPrefixIsRead() {
    for size in 0..<Self.answers.count {
      #expect(CachedAnswers.exchanges(inDump: Array(Self.answers.prefix(size))).count <= 4)
    }
  }

  @Test func anyBytesAreRead() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      var dump = Self.answers
      for _ in 0..<4 {
        dump[Int.random(in: 0..<dump.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = Self.learned(dump)
    }
  }

  @Test func aLargeCacheIsBounded() {
    let many = (0..<6_000).map { Self.raw("h\($0).test", type: 1, [10, 1, 0, 5]) }
    #expect(CachedAnswers.exchanges(inDump: Self.dump(many)).count == 4_096)
  }
}
