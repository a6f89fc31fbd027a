// SPDX-License-Identifier: Apache-2.0

package import Events

/// What each server is expected to use. Empty: the built-in catalogue and the clients' files alone.
package struct Policy: Hashable, Sendable {
  package var resolvers: ResolverChoice
  /// The proxies of every server, `none` for those that nobody may name; nil where the file says
  /// nothing of them.
  package var proxies: [Expectation]?
  /// From where servers may be installed; nil where the file says nothing of it.
  package var registries: [Expectation]?
  /// What every server of the file has besides its own.
  package var defaults: PolicyDefaults
  /// Libraries whose habits are no excuse (`LibraryHabits`).
  package var refusedHabits: Set<String>
  /// In the order of the file.
  package var servers: [PolicyServer]
  package var suppressions: [Suppression]

  package init(
    resolvers: ResolverChoice = .system, proxies: [Expectation]? = nil,
    refusedHabits: Set<String> = [], servers: [PolicyServer] = [],
    suppressions: [Suppression] = [], registries: [Expectation]? = nil,
    defaults: PolicyDefaults = PolicyDefaults()
  ) {
    self.registries = registries
    self.defaults = defaults
    self.suppressions = suppressions
    self.resolvers = resolvers
    self.proxies = proxies
    self.refusedHabits = refusedHabits
    self.servers = servers
  }
}

/// The resolvers whose answers are trusted.
package enum ResolverChoice: Hashable, Sendable {
  /// The resolvers of the resolv.conf that the process sees.
  case system
  case addresses([IPAddress])
}
