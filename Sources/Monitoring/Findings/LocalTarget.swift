// SPDX-License-Identifier: Apache-2.0

package import Events

/// The other end of a connection within the machine.
package struct LocalTarget: Hashable, Sendable {
  /// What whoever listens there can do for the server.
  package enum Deputy: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Nothing is known of it: it may pass on what it is sent.
    case process
    /// It uses credentials for whoever asks.
    case agent
    /// It connects, starts or resolves for whoever asks.
    case broker

    package static func < (left: Deputy, right: Deputy) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .process: 0
      case .agent: 1
      case .broker: 2
      }
    }
  }

  package var deputy: Deputy
  /// Whether the connection was made; nil where that is not known.
  package var isReached: Bool?
  /// Who holds the socket there; nil where that is not known.
  package var holder: PeerHolder?

  package init(deputy: Deputy, isReached: Bool? = nil, holder: PeerHolder? = nil) {
    self.deputy = deputy
    self.isReached = isReached
    self.holder = holder
  }
}
