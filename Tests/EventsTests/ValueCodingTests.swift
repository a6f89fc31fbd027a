// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

/// Values that cross from one of Egret's processes to another.
@Suite struct ValueCodingTests {
  private struct All: Hashable {
    var byte: UInt8 = 200
    var number: UInt32 = 0x0102_0304
    var flag = true
    var text = "ärger"
    var missing: String?
    var texts = ["", "b", "\u{1F980}"]
    var data: [UInt8] = [0, 255]
    var count: Int? = 7

    var encoded: [UInt8] {
      var encoder = ValueEncoder()
      encoder.put(byte)
      encoder.put(number)
      encoder.put(flag)
      encoder.put(text)
      encoder.put(missing)
      encoder.put(texts)
      encoder.put(data)
      encoder.put(count: count)
      return encoder.bytes
    }

    static func read(_ bytes: [UInt8]) throws(ValueDecoder.Fault) -> All {
      try ValueDecoder.read(bytes) { decoder throws(ValueDecoder.Fault) in
        All(
          byte: try decoder.byte(), number: try decoder.number(), flag: try decoder.flag(),
          text: try decoder.text(most: 100), missing: try decoder.text(most: 100),
          texts: try decoder.texts(most: 3, each: 4), data: try decoder.data(most: 2),
          count: try decoder.count())
      }
    }
  }

  @Test func comesBack() throws {
    #expect(try All.read(All().encoded) == All())
    let other = All(flag: false, missing: "here", texts: [], data: [], count: nil)
    #expect(try All.read(other.encoded) == other)
  }

  @Test("Numbers are little-endian and lengths stand in front")
  func bytes() {
    var encoder = ValueEncoder()
    encoder.put(UInt32(0x0102_0304))
    encoder.put("ab")
    #expect(encoder.bytes == [4, 3, 2, 1, 2, 0, 0, 0, 0x61, 0x62])
  }

  @Test func everyCutIsRefused() {
    let whole = All().encoded
    for count in whole.indices {
      #expect(throws: ValueDecoder.Fault.self) { try All.read(Array(whole.prefix(count))) }
    }
    #expect(throws: ValueDecoder.Fault.length) { try All.read(whole + [0]) }
  }

  @Test func moreThanIsTakenIsRefused() {
    #expect(throws: ValueDecoder.Fault.excess) { try All.read(All(data: [1, 2, 3]).encoded) }
    #expect(throws: ValueDecoder.Fault.excess) {
      try All.read(All(texts: ["", "", "", ""]).encoded)
    }
    #expect(throws: ValueDecoder.Fault.excess) { try All.read(All(texts: ["12345"]).encoded) }
  }

  @Test("A list cannot announce more values than there are bytes")
  func announced() {
    let bytes: [UInt8] = [255, 255, 255, 255]
    #expect(throws: ValueDecoder.Fault.length) {
      try ValueDecoder.read(bytes) { decoder throws(ValueDecoder.Fault) in
        try decoder.list(most: .max) { decoder throws(ValueDecoder.Fault) in try decoder.byte() }
      }
    }
  }

  @Test func oddValuesAreRefused() {
    let read: [([UInt8], (inout ValueDecoder) throws(ValueDecoder.Fault) -> Void)] = [
      ([2], { decoder throws(ValueDecoder.Fault) in _ = try decoder.flag() }),
      (
        [1, 0, 0, 0, 0xFF],
        { decoder throws(ValueDecoder.Fault) in let _: String = try decoder.text(most: 9) }
      ),
      ([1, 0, 0, 0, 0], { decoder throws(ValueDecoder.Fault) in _ = try decoder.count() }),
    ]
    for (bytes, body) in read {
      #expect(throws: ValueDecoder.Fault.value) { try ValueDecoder.read(bytes, body) }
    }
  }
}
