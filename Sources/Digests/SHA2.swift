// SPDX-License-Identifier: Apache-2.0

/// Digests of FIPS 180-4: to tell contents from each other, in one pass over bytes that are there.
package enum SHA2 {
  /// 32 bytes.
  package static func sha256(_ message: [UInt8]) -> [UInt8] {
    SHA2State<UInt32>.digest(of: message, SHA2Rotations(of32Bits: ()))
  }

  /// 64 bytes.
  package static func sha512(_ message: [UInt8]) -> [UInt8] {
    SHA2State<UInt64>.digest(of: message, SHA2Rotations(of64Bits: ()))
  }

  /// Two digits a byte, in lower case.
  package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
