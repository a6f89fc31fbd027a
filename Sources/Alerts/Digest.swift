// SPDX-License-Identifier: Apache-2.0

internal import Digests

/// SHA-256 (FIPS 180-4) of fields, each preceded by its length so that no two lists look alike.
///
/// Who is watched chooses most of the fields, so a hash with easy collisions would let one alert
/// pass for the repeat of another.
struct Digest {
  private var message: [UInt8] = []

  mutating func add(_ field: String) {
    add(UInt64(field.utf8.count))
    message += field.utf8
  }

  mutating func add(_ field: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: field >> shift))
    }
  }

  /// The first 128 bits.
  func value() -> (high: UInt64, low: UInt64) {
    let bytes = SHA2.sha256(message)
    return (Self.number(bytes[..<8]), Self.number(bytes[8..<16]))
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
