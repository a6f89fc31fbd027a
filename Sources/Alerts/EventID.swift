// SPDX-License-Identifier: Apache-2.0

/// A UUID of version 7 (RFC 9562): the event's millisecond, and 74 bits that a hash gives where
/// others take chance, so that a replay writes the same.
struct EventID: Hashable, Sendable {
  let high: UInt64
  let low: UInt64

  init(milliseconds: Int64, hash: (high: UInt64, low: UInt64)) {
    high = UInt64(clamping: milliseconds) << 16 | 0x7000 | hash.high & 0xfff
    low = hash.low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
  }

  func write(to json: inout JSONWriter) {
    json.hexadecimal(high, to: 8)
    json.byte(UInt8(ascii: "-"))
    json.hexadecimal(high, from: 8, to: 12)
    json.byte(UInt8(ascii: "-"))
    json.hexadecimal(high, from: 12)
    json.byte(UInt8(ascii: "-"))
    json.hexadecimal(low, to: 4)
    json.byte(UInt8(ascii: "-"))
    json.hexadecimal(low, from: 4)
  }
}
