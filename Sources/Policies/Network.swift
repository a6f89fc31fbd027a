// SPDX-License-Identifier: Apache-2.0

package import Events

/// An address range in CIDR form. IPv4 and IPv6 ranges never contain each other's addresses.
package struct Network: Hashable, Sendable {
  /// The first address.
  package let address: IPAddress
  /// The prefix length in its own family: 0 to 32, or 0 to 128.
  package let length: Int

  /// Nil if the length is impossible. Host bits are cleared.
  package init?(_ address: IPAddress, length: Int) {
    let width = address.isIPv4 ? 32 : 128
    guard (0...width).contains(length) else { return nil }
    let mask = Self.mask(address, length: length)
    self.address = IPAddress(v6High: address.high & mask.high, low: address.low & mask.low)
    self.length = length
  }

  /// The range of one address.
  package init(_ address: IPAddress) {
    self.address = address
    self.length = address.isIPv4 ? 32 : 128
  }

  package var isIPv4: Bool { address.isIPv4 }

  package var isSingle: Bool { length == (isIPv4 ? 32 : 128) }

  /// The last address.
  package var last: IPAddress {
    let mask = Self.mask(address, length: length)
    return IPAddress(v6High: address.high | ~mask.high, low: address.low | ~mask.low)
  }

  package func contains(_ other: IPAddress) -> Bool {
    guard other.isIPv4 == isIPv4 else { return false }
    let mask = Self.mask(address, length: length)
    return other.high & mask.high == address.high && other.low & mask.low == address.low
  }

  package func contains(_ other: Network) -> Bool {
    other.length >= length && contains(other.address)
  }

  /// IPv4 stands in its mapped form, 96 bits further right.
  private static func mask(_ address: IPAddress, length: Int) -> (high: UInt64, low: UInt64) {
    let bits = address.isIPv4 ? length + 96 : length
    return (UInt64.max << (64 - min(bits, 64)), UInt64.max << (128 - max(bits, 64)))
  }
}

extension Network: CustomStringConvertible {
  /// `192.0.2.1`, `10.0.0.0/8`, `[2001:db8::1]`, `[2001:db8::]/32`.
  package var description: String {
    let text = isIPv4 ? address.description : "[\(address)]"
    return isSingle ? text : "\(text)/\(length)"
  }
}
