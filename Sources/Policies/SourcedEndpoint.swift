// SPDX-License-Identifier: Apache-2.0

/// An endpoint of a list, and who wrote it there.
package struct SourcedEndpoint: Hashable, Sendable {
  /// In the policy's spelling.
  package let endpoint: String
  /// `policy.yaml:2`, `entry`, `machine`, several joined.
  package let source: String

  package init(endpoint: String, source: String) {
    self.endpoint = endpoint
    self.source = source
  }
}

extension Expectations {
  /// What the lists of all candidates allow, each endpoint once, in their order.
  package var sourced: [SourcedEndpoint] {
    let counting = counting
    return Self.unique(counting.map(\.text)).map { text in
      let origins = counting.filter { $0.text == text }.map(\.origin.description)
      return SourcedEndpoint(
        endpoint: text, source: Self.unique(origins).joined(separator: ", "))
    }
  }
}

extension Expectations {
  /// What other sources than the policy say, each endpoint once: these no longer count once the policy
  /// lists the server.
  package var given: [SourcedEndpoint] {
    counting.filter { entry in
      switch entry.origin {
      case .clientConfiguration, .entry, .catalogue: true
      case .policy, .registry, .machine, .starter: false
      }
    }.reduce(into: []) { list, entry in
      let endpoint = SourcedEndpoint(endpoint: entry.text, source: entry.origin.description)
      if !list.contains(where: { $0.endpoint == entry.text }) { list.append(endpoint) }
    }
  }
}
