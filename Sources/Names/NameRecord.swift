// SPDX-License-Identifier: Apache-2.0

package import Events

/// Evidence that an address goes by a name. Whether its source is to be trusted is for the caller
/// to say.
package struct NameRecord: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    /// The resolver that answered, its port included, and who had asked.
    case answer(resolver: Endpoint, asker: NameAsker)
    /// The hosts file of a mount namespace.
    case hosts(mountNamespace: UInt32)
  }

  /// What was asked for: lower case, no dot at the end.
  package var name: String
  /// The aliases between the name and the address, in their order; empty for none.
  package var chain: [String]
  package var source: Source
  /// When it was last learned.
  package var learned: Instant
  /// The answer's id, question, socket and resolver are those of a query that was seen: what was not
  /// asked for may be forged.
  package var wasAsked: Bool
  /// The answer came by the loopback interface: from a program on this machine.
  package var isLocal: Bool
  /// Past its time to live, the last socket that was opened under it, and the grace for programs
  /// that keep addresses longer: the name was given once, and counts no more.
  package var isExpired: Bool

  /// nil for the hosts file.
  package var resolver: Endpoint? {
    guard case .answer(let resolver, _) = source else { return nil }
    return resolver
  }

  /// nil for the hosts file.
  package var asker: NameAsker? {
    guard case .answer(_, let asker) = source else { return nil }
    return asker
  }

  package init(
    name: String, chain: [String] = [], source: Source, learned: Instant, wasAsked: Bool = true,
    isLocal: Bool = false, isExpired: Bool = false
  ) {
    self.name = name
    self.chain = chain
    self.source = source
    self.learned = learned
    self.wasAsked = wasAsked
    self.isLocal = isLocal
    self.isExpired = isExpired
  }
}
