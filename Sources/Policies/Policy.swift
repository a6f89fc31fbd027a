// SPDX-License-Identifier: Apache-2.0

/// What each server is expected to use. Empty: the built-in catalogue and the clients' files alone.
package struct Policy: Hashable, Sendable {
  package var resolvers: ResolverChoice
  /// In the order of the file.
  package var servers: [PolicyServer]
  /// From a learned file: the last source, and never in place of another.
  package var learned: [PolicyServer]

  package init(
    resolvers: ResolverChoice = .system, servers: [PolicyServer] = [], learned: [PolicyServer] = []
  ) {
    self.resolvers = resolvers
    self.servers = servers
    self.learned = learned
  }

  /// This policy, with another one's servers as what was learned.
  package func learning(from other: Policy) -> Policy {
    var policy = self
    policy.learned = other.servers.map { server in
      var server = server
      server.expect = server.expect.map { $0.learned }
      return server
    }
    return policy
  }
}

extension Expectation {
  fileprivate var learned: Expectation {
    guard case .policy(let place) = origin else { return self }
    var copy = self
    copy.origin = .learned(place)
    return copy
  }
}
