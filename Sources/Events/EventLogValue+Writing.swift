// SPDX-License-Identifier: Apache-2.0

/// The value as JSON text.
extension EventLogValue {
  /// Compact JSON.
  func write(to log: inout [UInt8]) {
    switch self {
    case .bool(let value): log += Array((value ? "true" : "false").utf8)
    case .number(let value): log += Array(String(value).utf8)
    case .string(let text): Self.write(text, to: &log)
    case .array(let values):
      log.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { log.append(UInt8(ascii: ",")) }
        value.write(to: &log)
      }
      log.append(UInt8(ascii: "]"))
    case .object(let fields): Self.write(fields, to: &log)
    }
  }

  private static func write(_ fields: [EventLogField], to log: inout [UInt8]) {
    log.append(UInt8(ascii: "{"))
    for (index, field) in fields.enumerated() {
      if index > 0 { log.append(UInt8(ascii: ",")) }
      write(field.key, to: &log)
      log.append(UInt8(ascii: ":"))
      field.value.write(to: &log)
    }
    log.append(UInt8(ascii: "}"))
  }

  private static func write(_ text: String, to log: inout [UInt8]) {
    log.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": log += [UInt8(ascii: "\\"), UInt8(truncatingIfNeeded: scalar.value)]
      case _ where isUnsafe(scalar): writeEscape(scalar.value, to: &log)
      default: log += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    log.append(UInt8(ascii: "\""))
  }

  /// What could move a terminal's cursor, end a line or turn the text's direction. All are below
  /// U+10000, so that one escape is enough.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
    default: false
    }
  }

  private static func writeEscape(_ value: UInt32, to log: inout [UInt8]) {
    let digits = String(value, radix: 16)
    log += Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: 4 - digits.utf8.count)
    log += Array(digits.utf8)
  }
}
