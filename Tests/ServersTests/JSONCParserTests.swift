// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct JSONCParserTests {
  private func parse(_ text: String) -> (ConfigurationValue?, [ConfigurationProblem]) {
    let (value, problems) = JSONCParser.parse(Array(text.utf8))
    return (value, problems)
  }

  @Test func readsWhatEditorsRead() throws {
    let (value, problems) = parse(
      "\u{FEFF}// first\n{ /* a\nb */ \"a\": [1, -2.5e3, true, null,], \"b\": {\"c\": \"d\",}, }\n")
    #expect(problems.isEmpty)
    let list = try #require(value?["a"]?.list)
    #expect(list.map(\.content) == [.number("1"), .number("-2.5e3"), .bool(true), .null])
    #expect(value?.value(at: ["b", "c"])?.string == "d")
  }

  @Test func tellsLines() throws {
    let (value, _) = parse("{\n  \"a\": 1,\n\n  \"b\": {\n    \"c\": 2 }\n}")
    #expect(value?.members?.map(\.line) == [2, 4])
    #expect(value?["b"]?.members?.first?.line == 5)
  }

  @Test(arguments: [
    (#""a\n\t\"\\\/b""#, "a\n\t\"\\/b"), (#""\u00e9\ud83d\ude00""#, "é😀"),
    (#""\ud800x""#, "\u{FFFD}x"), ("\"é\"", "é"), (#""//no""#, "//no"),
  ]) func readsStrings(text: String, expected: String) {
    #expect(parse(text).0?.string == expected)
  }

  @Test func lastOfTwoNamesCountsAndIsTold() {
    let (value, problems) = parse("{\"a\": 1,\n\"a\": 2}")
    #expect(value?["a"]?.content == .number("2"))
    #expect(value?.members?.count == 1)
    #expect(problems.map(\.line) == [2])
  }

  @Test(arguments: [
    ("{\"a\": ", 1), ("{\"a\" 1}", 1), ("{a: 1}", 1), ("{\n\"a\": nope}", 2), ("[1 2]", 1),
    ("\"open", 1), ("\"line\nbreak\"", 1), ("{} {}", 1), ("{\"a\": \"\\q\"}", 1),
    ("{\"a\": \"\\u12\"}", 1), ("/* open", 1), ("[1,,2]", 1), ("'single'", 1), ("/", 1),
  ]) func tellsSyntaxErrorsWithTheirLine(text: String, line: Int) {
    #expect(parse(text).1.map(\.line) == [line])
  }

  @Test func keepsWhatStandsBeforeAnError() {
    let (value, problems) = parse("{\"a\": {\"b\": 1}, \"c\": {\"d\": 2, \"e\": oops")
    #expect(problems.count == 1)
    #expect(value?.value(at: ["a", "b"])?.content == .number("1"))
    #expect(value?.value(at: ["c", "d"])?.content == .number("2"))
  }

  @Test func boundsDepthAndCount() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(parse(deep).1.map(\.text) == ["nested too deeply"])
    let wide = "[" + String(repeating: "0,", count: 250_000) + "]"
    #expect(parse(wide).1.map(\.text) == ["too many values"])
  }

  @Test func survivesEveryPrefixAndEveryByte() {
    let text = Array("{\"a\": [\"\\u00e9\", {\"b\": null}], /* c */ \"d\": -1.5, // e\n}".utf8)
    for end in 0...text.count { _ = JSONCParser.parse(Array(text[..<end])) }
    for place in text.indices {
      for byte in [UInt8(0), 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x2F, 0xFF] {
        var changed = text
        changed[place] = byte
        _ = JSONCParser.parse(changed)
      }
    }
    #expect(JSONCParser.parse(text).problems.isEmpty)
  }
}
