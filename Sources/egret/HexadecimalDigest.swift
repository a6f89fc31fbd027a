// SPDX-License-Identifier: Apache-2.0

import Crypto

/// Digests as text.
enum HexadecimalDigest {
  /// SHA-256 of lines, a newline between two.
  static func sha256(_ lines: [String]) -> String {
    hexadecimal(Array(SHA256.hash(data: Array(lines.joined(separator: "\n").utf8))))
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
