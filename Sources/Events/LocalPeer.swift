// SPDX-License-Identifier: Apache-2.0

/// Who was found at the other end of a connection within the machine, when somebody looked: after the
/// call, and not in it.
package struct LocalPeer: Hashable, Sendable {
  package enum Standing: String, Hashable, Sendable, CaseIterable {
    /// None of the others could be seen.
    case unknown
    /// The socket that asked has an other end.
    case connected
    /// It is open, and has none.
    case unconnected
    /// No socket has the address.
    case absent
  }

  package var time: Instant
  package var question: PeerQuestion
  package var standing: Standing
  /// The name that the other end is bound to; empty where it is not known.
  package var name: String
  /// Who holds the other end; nil where that is not known.
  package var holder: PeerHolder?

  package init(
    time: Instant, question: PeerQuestion, standing: Standing, name: String = "",
    holder: PeerHolder? = nil
  ) {
    self.time = time
    self.question = question
    self.standing = standing
    self.name = name
    self.holder = holder
  }
}
