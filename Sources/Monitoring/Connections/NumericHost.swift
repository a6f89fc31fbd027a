// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Addresses in the spellings that resolver libraries take for one (inet_aton(3)): `0x7f.1`,
/// `2852039166`. A proxy that is told such a host goes to the address.
enum NumericHost {
  static func address(_ host: String) -> IPAddress? {
    if let address = IPAddress(host) { return address }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...4).contains(parts.count), host.utf8.count <= 64 else { return nil }
    var numbers: [UInt32] = []
    for part in parts {
      guard let number = number(part) else { return nil }
      numbers.append(number)
    }
    return address(numbers)
  }

  /// The last number fills what the others leave.
  private static func address(_ numbers: [UInt32]) -> IPAddress? {
    guard let last = numbers.last else { return nil }
    let leading = numbers.dropLast()
    let bits = UInt32(8 * (4 - leading.count))
    guard leading.allSatisfy({ $0 <= 255 }), bits == 32 || last < 1 << bits else { return nil }
    let high = leading.reduce(UInt32(0)) { $0 << 8 | $1 }
    return IPAddress(v4: (bits == 32 ? 0 : high << bits) | last)
  }

  /// Decimal, octal or hexadecimal, as C writes it.
  private static func number(_ part: Substring) -> UInt32? {
    if part.isEmpty { return nil }
    if part.hasPrefix("0x") || part.hasPrefix("0X") {
      let digits = part.dropFirst(2)
      return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
    }
    guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return UInt32(part, radix: part.hasPrefix("0") && part.count > 1 ? 8 : 10)
  }
}
