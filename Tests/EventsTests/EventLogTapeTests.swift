// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

/// The tape of a line: where values stand, and keys that only mean the same.
@Suite struct EventLogTapeTests {
  private static func object(_ text: String) throws -> EventLogObject {
    // A line in the midst of others: places count from its own first byte.
    let bytes = Array(("before\n" + text).utf8)
    return try #require(EventLogObject(EventLogParser.parse(bytes[7...])))
  }

  private static func offset(_ text: String) -> Int? {
    do throws(EventLogParser.Failure) {
      _ = try EventLogParser.parse(Array(text.utf8)[...])
      return nil
    } catch {
      return error.offset
    }
  }

  @Test func fieldsAreFoundInAnyOrderAndMoreThanOnce() throws {
    var object = try Self.object(
      #"{"a":1,"in":{"a":2,"list":["x","y"]},"long_enough":true,"b":"t"}"#)
    let b = try object.text("b")
    let a: UInt8 = try object.number("a")
    var inner = try object.object("in")
    let innerA: UInt8 = try inner.number("a")
    let list = try inner.texts("list")
    let flag = try object.flag("long_enough")
    let again = try object.text("b")
    let none = try object.text("none")
    #expect(b == "t" && a == 1 && innerA == 2 && list == ["x", "y"] && flag && again == "t")
    #expect(none == "" && object.fields.map(\.key) == ["a", "in", "long_enough", "b"])
  }

  @Test func keysThatShareTheirBeginningDiffer() throws {
    var object = try Self.object(#"{"net_namespace":1,"net_namespaces":2,"net_name":3}"#)
    let numbers: [UInt64] = [
      try object.number("net_name"), try object.number("net_namespace"),
      try object.number("net_namespaces"), try object.number("net_namespac"),
    ]
    #expect(numbers == [3, 1, 2, 0])
  }

  @Test func escapedTextsMeanWhatTheySay() throws {
    var object = try Self.object(#"{"\u0061":"\ud83d\ude00\n","b":"é"}"#)
    let texts = [try object.text("a"), try object.text("b")]
    #expect(texts == ["😀\n", "é"])
    #expect(Self.offset(#"{"a":1,"\u0061":2}"#) != nil, "the same key twice")
  }

  @Test func manyKeysAreComparedToo() throws {
    let many = (0..<20_000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
    var object = try Self.object("{\(many)}")
    let last: UInt64 = try object.number("key19999")
    #expect(last == 19_999)
    for twice in ["key3", "key19999"] { #expect(Self.offset("{\(many),\"\(twice)\":1}") != nil) }
  }

  @Test(arguments: [
    ("", 0), ("{", 1), ("{\"a\"", 4), ("{\"a\":", 5), ("{\"a\":01}", 5), ("{\"a\":1", 6),
    ("{\"a\":18446744073709551616}", 5), ("{\"a\":\"\\x\"}", 8), ("{\"a\":tru}", 5), ("{}x", 2),
  ])
  func failuresHaveTheirPlace(text: String, offset: Int) {
    #expect(Self.offset(text) == offset)
  }
}
