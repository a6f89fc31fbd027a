// SPDX-License-Identifier: Apache-2.0

/// The object that the build compiled, as bytes.
extension BPFObject {
  /// The ELF object: the digits that the plug-in wrote, as bytes.
  static func bytes() -> [UInt8] {
    let digits = unsafe UnsafeBufferPointer(start: hex.utf8Start, count: hex.utf8CodeUnitCount)
    var image: [UInt8] = []
    image.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count - 1, by: 2) {
      image.append(nibble(unsafe digits[index]) << 4 | nibble(unsafe digits[index + 1]))
    }
    return image
  }

  private static func nibble(_ digit: UInt8) -> UInt8 {
    digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
  }
}
