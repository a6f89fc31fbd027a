// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// SHA-256 (FIPS 180-4) of fields, each preceded by its length so that no two lists look alike.
///
/// Who is watched chooses most of the fields, so a hash with easy collisions would let one alert
/// pass for the repeat of another.
struct Digest {
  private var message: [UInt8] = []

  init() { message.reserveCapacity(256) }

  mutating func add(_ field: String) {
    add(UInt64(field.utf8.count))
    message += field.utf8
  }

  mutating func add(_ field: UInt64) {
    unsafe withUnsafeBytes(of: field.bigEndian) { unsafe message.append(contentsOf: $0) }
  }

  /// The first 128 bits.
  func value() -> (high: UInt64, low: UInt64) {
    unsafe SHA256.hash(data: message).withUnsafeBytes { bytes in
      (
        unsafe UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }
}
