// SPDX-License-Identifier: Apache-2.0

/// Who says that an endpoint is expected.
package enum Origin: Hashable, Sendable {
  case policy(Place)
  case clientConfiguration
  case entry
  case catalogue
  /// An installer's own configuration, and what is built in for it.
  case registry
  /// The machine's own settings, where they name a proxy.
  case machine
  /// The environment of the process that started the server, where it names a proxy.
  case starter
}

extension Origin: CustomStringConvertible {
  /// An alert's words: `policy.yaml:12`, `client configuration`, `entry`, `catalogue`, `machine`.
  package var description: String {
    switch self {
    case .policy(let place): place.short
    case .clientConfiguration: "client configuration"
    case .entry: "entry"
    case .catalogue: "catalogue"
    case .registry: "installer configuration"
    case .machine: "machine"
    case .starter: "client's environment"
    }
  }
}
