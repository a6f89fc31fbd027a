// SPDX-License-Identifier: Apache-2.0

import Events

/// OCSF's words for how far away an address is.
extension IPAddress.Scope {
  /// `connection_info`'s boundary: where the address is, seen from the machine.
  var ocsf: StaticString {
    switch self {
    case .loopback, .unspecified: #""boundary_id":1"#
    case .linkLocal, .privateUse, .multicast, .broadcast: #""boundary_id":2"#
    case .global: #""boundary_id":3"#
    }
  }
}
