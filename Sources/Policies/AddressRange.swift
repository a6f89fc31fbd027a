// SPDX-License-Identifier: Apache-2.0

import Events

/// Ranges of IPv4 addresses as people write them, where a policy takes CIDR.
enum AddressRange {
  /// The range that a text stands for, or the smallest that holds it; nil where it is no such text.
  static func network(_ text: Substring) -> Network? { starred(text) ?? span(text) }

  /// `10.0.0.0/255.0.0.0`: the range of an address and a mask.
  static func network(_ address: IPAddress, mask text: Substring) -> Network? {
    guard address.isIPv4, let mask = IPAddress(text), mask.isIPv4 else { return nil }
    let bits = UInt32(truncatingIfNeeded: mask.low)
    let length = (~bits).leadingZeroBitCount
    guard length == 32 || bits << length == 0 else { return nil }
    return Network(address, length: length)
  }

  /// `192.0.2.*`, `10.*`, `10.*.*.*`.
  private static func starred(_ text: Substring) -> Network? {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = labels.prefix { $0 != "*" }
    guard (2...4).contains(labels.count), !numbers.isEmpty, numbers.count < labels.count,
      labels.dropFirst(numbers.count).allSatisfy({ $0 == "*" })
    else { return nil }
    let whole = numbers + Array(repeating: "0", count: 4 - numbers.count)
    return IPAddress(whole.joined(separator: ".")[...]).flatMap {
      Network($0, length: 8 * numbers.count)
    }
  }

  /// `192.0.2.10-192.0.2.20`, `192.0.2.10-20`.
  private static func span(_ text: Substring) -> Network? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = IPAddress(ends[0]), first.isIPv4,
      let last = IPAddress(ends[1]) ?? sibling(of: first, ending: ends[1]), last.isIPv4,
      first.low <= last.low
    else { return nil }
    let difference = UInt32(truncatingIfNeeded: first.low ^ last.low)
    return Network(first, length: difference.leadingZeroBitCount)
  }

  private static func sibling(of address: IPAddress, ending text: Substring) -> IPAddress? {
    guard let number = UInt8(text) else { return nil }
    return IPAddress(v6High: address.high, low: address.low & ~0xff | UInt64(number))
  }
}
