// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Alerts

@Suite struct JSONWriterTests {
  static func string(_ text: String, limit: Int = 1000) -> (String, Bool) {
    var json = JSONWriter(capacity: 4096)
    let isWhole = json.string(text, limit: limit)
    return (String(decoding: json.written, as: UTF8.self), isWhole)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("a\"b\\c/", #""a\"b\\c/""#), ("\n\r\t", #""\n\r\t""#),
    ("\0\u{1b}[31m\u{7f}", #""\u0000\u001b[31m\u007f""#), ("\u{85}\u{9b}", #""\u0085\u009b""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("a\u{202e}txt.exe", #""a\u202etxt.exe""#),
    ("\u{2066}\u{2069}\u{200f}\u{61c}", #""\u2066\u2069\u200f\u061c""#),
    ("a\u{200b}\u{200d}\u{feff}\u{ad}b", #""a\u200b\u200d\ufeff\u00adb""#),
    ("\u{e0041}", #""\udb40\udc41""#), ("žluť 🦢 漢", "\"žluť 🦢 漢\""),
    (
      String(decoding: [0x61, 0xff, 0xc0, 0x80, 0x62], as: UTF8.self),
      "\"a\u{fffd}\u{fffd}\u{fffd}b\""
    ),
    ("", #""""#),
  ])
  func escapes(text: String, expected: String) { #expect(Self.string(text) == (expected, true)) }

  @Test func everyScalarComesBackAndNothingHiddenStays() throws {
    let blocks =
      [0..<0x3400, 0xa000..<0xb000, 0xf000..<0x11000, 0xe0000..<0xe1000] as [Range<UInt32>]
    for first in blocks.flatMap({ stride(from: $0.lowerBound, to: $0.upperBound, by: 64) }) {
      let scalars = (first..<first + 64).compactMap(Unicode.Scalar.init)
      let text = String(String.UnicodeScalarView(scalars))
      let (written, isWhole) = Self.string(text)
      #expect(isWhole)
      let back = try JSONDecoder().decode([String].self, from: Data("[\(written)]".utf8))
      #expect(back.first.map { Array($0.unicodeScalars) } == scalars)
      for scalar in written.unicodeScalars {
        let category = scalar.properties.generalCategory
        #expect(
          category != .control && category != .lineSeparator && category != .paragraphSeparator)
        #expect(scalar.properties.isBidiControl == false)
      }
    }
  }

  @Test func cutsBetweenCharacters() throws {
    let text = "aé漢🦢\u{1}\u{e0041}\"z"
    for limit in 0..<48 {
      let (written, isWhole) = Self.string(text, limit: limit)
      let back = try JSONDecoder().decode([String].self, from: Data("[\(written)]".utf8))
      #expect(text.unicodeScalars.starts(with: back.first?.unicodeScalars ?? "?".unicodeScalars))
      #expect(written.utf8.count <= limit + 2)
      #expect(isWhole == (back.first == text))
    }
  }

  @Test func writesIntegers() {
    var json = JSONWriter(capacity: 256)
    json.beginArray()
    for value in [0, -1, 9, 10, 1_763_890_496_123, Int64.min, .max] { json.integer(value) }
    json.integer(UInt64.max)
    json.endArray()
    #expect(
      String(decoding: json.written, as: UTF8.self)
        == "[0,-1,9,10,1763890496123,-9223372036854775808,9223372036854775807,18446744073709551615]"
    )
  }

  @Test func putsCommasWhereTheyBelong() {
    var json = JSONWriter(capacity: 256)
    json.beginObject()
    json.key("a")
    json.beginArray()
    json.beginObject()
    json.endObject()
    json.literal("x")
    json.endArray()
    json.fragment(#""b":1,"c":2"#)
    json.member("d", 3)
    json.endObject()
    #expect(String(decoding: json.written, as: UTF8.self) == #"{"a":[{},"x"],"b":1,"c":2,"d":3}"#)
  }

  @Test func neverGrowsAndSaysSo() {
    for capacity in 0..<40 {
      var json = JSONWriter(capacity: capacity)
      json.beginObject()
      json.key("key")
      let isWhole = json.string("value \u{1}", limit: 100)
      json.member("n", UInt64.max)
      json.endObject()
      #expect(json.count <= capacity)
      #expect(json.isOverfull)
      #expect(!isWhole || capacity >= 20)
      json.clear()
      #expect(!json.isOverfull)
      #expect(json.count == 0)
    }
  }
}
