// SPDX-License-Identifier: Apache-2.0

import Events

/// The kinds of entry that may allow an address: of a NAT64 address, and of the IPv4 one inside it,
/// the stricter.
enum Reach: Int, Hashable, Comparable {
  /// Only by an explicit, narrow range.
  case metadata
  /// Loopback, link-local and unspecified: only by a range within that scope, or by `localhost`.
  case local
  /// Multicast and broadcast: only by a range.
  case group
  /// By a range or a host name.
  case privateUse
  /// By a range, a host name or `any`.
  case global

  init(_ address: IPAddress) {
    let own = Self.plain(address)
    self = address.translated.map { min(own, Self.plain($0)) } ?? own
  }

  static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }

  private static func plain(_ address: IPAddress) -> Reach {
    if address.isMetadataService { return .metadata }
    switch address.scope {
    case .unspecified, .loopback, .linkLocal: return .local
    case .multicast, .broadcast: return .group
    case .privateUse: return .privateUse
    case .global: return .global
    }
  }
}
