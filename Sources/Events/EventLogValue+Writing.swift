// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

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
      case _ where HiddenCharacter.isHidden(scalar.value): writeEscape(scalar, to: &log)
      default: log += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    log.append(UInt8(ascii: "\""))
  }

  /// `\uXXXX`, twice for a character beyond the basic plane.
  private static func writeEscape(_ scalar: Unicode.Scalar, to log: inout [UInt8]) {
    for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
      let digits = String(unit, radix: 16)
      log += Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: 4 - digits.utf8.count)
      log += Array(digits.utf8)
    }
  }
}
