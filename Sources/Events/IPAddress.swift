// SPDX-License-Identifier: Apache-2.0

/// An IPv4 or IPv6 address. A mapped address (::ffff:a.b.c.d) is the IPv4 address it maps.
package struct IPAddress: Hashable, Sendable {
  /// Network byte order, high half first; IPv4 stands in its mapped form.
  package let high: UInt64
  package let low: UInt64

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  private static let mapped: UInt64 = 0xffff_0000_0000

  /// IPv4 from its 32 bits, first octet highest.
  package init(v4 bits: UInt32) { self.init(high: 0, low: Self.mapped | UInt64(bits)) }

  /// IPv6 from its two halves, first octet highest.
  package init(v6High high: UInt64, low: UInt64) { self.init(high: high, low: low) }

  /// 4 or 16 bytes in network order; nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    switch bytes.count {
    case 4: self.init(v4: bytes.reduce(0) { $0 << 8 | UInt32($1) })
    case 16:
      let high = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      self.init(high: high, low: bytes.dropFirst(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    default: return nil
    }
  }

  package var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

  /// The 32 bits of an IPv4 address; nil for IPv6.
  package var v4: UInt32? { isIPv4 ? UInt32(truncatingIfNeeded: low) : nil }

  /// 4 or 16 bytes in network order.
  package var bytes: [UInt8] {
    if let v4 { return (0..<4).map { UInt8(truncatingIfNeeded: v4 >> (24 - 8 * $0)) } }
    return [high, low].flatMap { half in
      (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) }
    }
  }
}
