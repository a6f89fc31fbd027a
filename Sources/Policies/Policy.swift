// SPDX-License-Identifier: Apache-2.0

package import Events

/// What each server is expected to use. Empty: the built-in catalogue and the clients' files alone.
package struct Policy: Hashable, Sendable {
  package var resolvers: ResolverChoice
  /// In the order of the file.
  package var servers: [PolicyServer]

  package init(resolvers: ResolverChoice = .system, servers: [PolicyServer] = []) {
    self.resolvers = resolvers
    self.servers = servers
  }
}

/// The resolvers whose answers are trusted.
package enum ResolverChoice: Hashable, Sendable {
  /// The resolvers of the resolv.conf that the process sees.
  case system
  case addresses([IPAddress])
}
