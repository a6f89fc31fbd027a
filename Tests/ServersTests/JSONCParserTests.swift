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
    #expect(parse(wide).1.map(\.text) == ["a list is too long; the rest is left out"])
    let list = "[" + String(repeating: "0,", count: 2_000) + "],"
    #expect(
      parse("[" + String(repeating: list, count: 120) + "]").1.map(\.text) == ["too many values"])
  }

  /// What a client wrote around its servers costs nothing and hides nothing.
  @Test func keepsOnlyWhatIsWanted() throws {
    let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
    let text = """
      {"a": [1, "]\\"", /* ] */ {}], "deep": \(deep), // "
      "b": {"c": {"x": 1, "d": {"e": "f"}}, "list": [1], "g": 2}, "b.c": 3, "z": tru}
      """
    let kept = KeptMembers.under([["b", "c"], ["b", "list", "x"]])
    var left: [UInt8]? = Array(text.utf8)
    let reading = JSONCParser.read({ left.take() }, keeping: kept)
    #expect(reading.problems.isEmpty)
    #expect(reading.value?.members?.map(\.name) == ["b", "b.c"])
    #expect(reading.value?["b"]?.members?.map(\.name) == ["c", "list"])
    #expect(reading.value?.value(at: ["b", "c", "d", "e"])?.string == "f")
    #expect(reading.value?["b"]?["list"]?.list == [])
    #expect(reading.value?["b"]?.line == 2)
  }

  /// A file comes in pieces, and where they end makes no difference.
  @Test func piecesOfAnySizeGiveTheSame() {
    let text = Array(
      "\u{FEFF}{\"a\": [\"x\\u00e9\\ud83d\\ude00\\n\", -1.5e3], /* * */ \"p\": {\"q\": \"w}\\\"\", \"r\": {}}}\n"
        .utf8)
    for kept in [KeptMembers.all, .only(["a": .all])] {
      var whole: [UInt8]? = text
      let expected = JSONCParser.read({ whole.take() }, keeping: kept)
      for size in [3, 4, 5, 7, 8, 9, 16, 31] {
        var rest = text[...]
        let reading = JSONCParser.read(
          {
            defer { rest = rest.dropFirst(size) }
            return rest.isEmpty ? nil : Array(rest.prefix(size))
          }, keeping: kept)
        #expect(reading.value == expected.value && reading.problems == expected.problems)
      }
    }
  }

  @Test func looseJSONHasNamesWithoutQuotes() {
    func read(_ text: String, _ kept: KeptMembers = .all) -> JSONCParser.Reading {
      var left: [UInt8]? = Array(text.utf8)
      return JSONCParser.read({ left.take() }, keeping: kept, isLoose: true)
    }
    let reading = read(#"{a: 'x"\'y', 'b c': {$d_1: "z"}, é: [1,],}"#)
    #expect(reading.problems == [])
    #expect(reading.value?["a"]?.string == "x\"'y")
    #expect(reading.value?.value(at: ["b c", "$d_1"])?.string == "z")
    #expect(reading.value?["é"]?.list?.count == 1)
    let part = read(#"{a: {b: 'x"}]', c: ['"']}, d: 1}"#, .only(["d": .all]))
    #expect(part.problems == [] && part.value?["d"]?.content == .number("1"))
    for text in ["{a b: 1}", "{: 1}", "{'a: 1}", "{a: 'x\ny'}", "{a: ['x\ny']}"] {
      #expect(read(text, .only([:])).problems.count == 1)
    }
  }

  @Test func aLongTextIsCutAndTheRestIsRead() {
    let long = String(repeating: "x", count: 100_000) + String(repeating: "\\n", count: 100_000)
    let (value, problems) = parse("{\"a\": \"\(long)\", \"b\": 1}")
    #expect(value?["a"]?.string?.utf8.count == 64 << 10)
    #expect(value?["b"]?.content == .number("1") && problems.isEmpty)
  }

  @Test func brokenPartsThatAreNotWantedAreFaultsAllTheSame() {
    for text in ["{\"a\": [\"open", "{\"a\": [", "{\"a\": \"x\ny\"}", "{\"a\": [1] 2}"] {
      var left: [UInt8]? = Array(text.utf8)
      #expect(JSONCParser.read({ left.take() }, keeping: .only([:])).problems.count == 1)
    }
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
