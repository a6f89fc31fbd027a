// SPDX-License-Identifier: Apache-2.0

/// Where expectations come from.
///
/// A server that the policy file lists uses that list alone: what a person wrote is the last word,
/// and removing a line has an effect. For any other server, what the client's configuration
/// grants, what the entry implies and the catalogue are taken together.
extension Policy {
  package func expectations(for subject: Subject) -> Expectations {
    let names = subject.names.isEmpty ? [""] : subject.names
    let written = names.map { server(named: $0, of: subject) }
    guard written.contains(where: { $0 == nil }) else {
      return Expectations(
        lists: written.map { $0.map(expected) ?? [] },
        origins: written.compactMap { $0.map { .policy($0.place) } })
    }
    let gathered = gathered(subject)
    let lists = written.map { $0.map(expected) ?? gathered }
    let origins =
      written.compactMap { $0.map { Origin.policy($0.place) } } + gathered.map(\.origin)
    return Expectations(lists: lists, origins: origins)
  }

  /// The entry that fits closest; of equals, the first in the file.
  func server(named name: String, of subject: Subject) -> PolicyServer? {
    var best: (server: PolicyServer, fit: Int)?
    for server in servers {
      let fit = server.fit(name: name, of: subject)
      if fit > best?.fit ?? 0 { best = (server, fit) }
    }
    return best?.server
  }

  /// What the catalogue lists for a server that the policy does not, and nobody has checked: it allows
  /// nothing.
  package func unverified(for subject: Subject) -> [String] {
    let names = subject.names.isEmpty ? [""] : subject.names
    guard names.contains(where: { server(named: $0, of: subject) == nil }) else { return [] }
    return Catalogue.builtIn.row(package: subject.package, program: subject.program)?.unverified
      ?? []
  }

  /// What the other sources say; texts that are no endpoints are left out.
  private func gathered(_ subject: Subject) -> [Expectation] {
    let catalogue = Catalogue.expectations(package: subject.package, program: subject.program)
    let sources: [(texts: [String], origin: Origin)] = [
      (subject.granted, .clientConfiguration), (subject.implied, .entry),
      (catalogue ?? [], .catalogue),
    ]
    return sources.flatMap { source in
      source.texts.compactMap { try? Expectation.parse($0, origin: source.origin) }
    }
  }
}
