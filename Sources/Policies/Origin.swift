// SPDX-License-Identifier: Apache-2.0

/// Who says that an endpoint is expected.
package enum Origin: Hashable, Sendable {
  case policy(Place)
  case clientConfiguration
  case entry
  case catalogue
  /// An installer's own configuration, and what is built in for it.
  case registry
}

extension Origin: CustomStringConvertible {
  /// An alert's words: `policy.yaml:12`, `client configuration`, `entry`, `catalogue`.
  package var description: String {
    switch self {
    case .policy(let place): place.short
    case .clientConfiguration: "client configuration"
    case .entry: "entry"
    case .catalogue: "catalogue"
    case .registry: "installer configuration"
    }
  }
}
