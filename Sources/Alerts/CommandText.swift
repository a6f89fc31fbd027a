// SPDX-License-Identifier: Apache-2.0

/// What the bytes of an argument are to those who look for credentials in it.
enum CommandText {
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: false
    }
  }

  /// May stand in a variable's, an option's or a header's name.
  static func isName(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

  static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  static func isBreak(_ byte: UInt8) -> Bool { isSpace(byte) || isQuote(byte) }
}
