// SPDX-License-Identifier: Apache-2.0

/// What an address is for, from the IANA special-purpose registries (RFC 6890 and its updates).
extension IPAddress {
  package enum Scope: Hashable, Sendable {
    /// 0.0.0.0/8 and ::, which Linux connects to the machine itself.
    case unspecified
    case loopback
    case linkLocal
    case multicast
    case broadcast
    /// RFC 1918, RFC 6598, RFC 4193.
    case privateUse
    case global
  }

  /// Cloud metadata services: AWS, GCP, Azure and others; ECS tasks; EKS pods; Alibaba; EC2 on IPv6.
  package var isMetadataService: Bool { Self.metadataServices.contains(self) }

  private static let metadataServices: Set<IPAddress> = [
    IPAddress(v4: 0xa9fe_a9fe), IPAddress(v4: 0xa9fe_aa02), IPAddress(v4: 0xa9fe_aa17),
    IPAddress(v4: 0x6464_64c8), IPAddress(v6High: 0xfd00_0ec2_0000_0000, low: 0x254),
    IPAddress(v6High: 0xfd00_0ec2_0000_0000, low: 0x23),
    IPAddress(v6High: 0xfd20_00ce_0000_0000, low: 0x254),
  ]

  package var scope: Scope { v4.map(Self.scope(v4:)) ?? scopeV6 }

  private static func scope(v4: UInt32) -> Scope {
    switch (v4 >> 24, v4 >> 16 & 255) {
    case (0, _): .unspecified
    case (127, _): .loopback
    case (169, 254): .linkLocal
    case (10, _), (192, 168), (172, 16...31), (100, 64...127): .privateUse
    case (224...239, _): .multicast
    default: v4 == .max ? .broadcast : .global
    }
  }

  private var scopeV6: Scope {
    if high == 0 && low == 0 { return .unspecified }
    if high == 0 && low == 1 { return .loopback }
    switch high >> 48 {
    case 0xff00...0xffff: return .multicast
    case 0xfe80...0xfebf: return .linkLocal
    case 0xfc00...0xfdff: return .privateUse
    default: return .global
    }
  }

  /// The IPv4 address inside a NAT64 address of the well-known prefix 64:ff9b::/96 (RFC 6052).
  package var translated: IPAddress? {
    high == 0x0064_ff9b_0000_0000 && low >> 32 == 0
      ? IPAddress(v4: UInt32(truncatingIfNeeded: low)) : nil
  }
}
