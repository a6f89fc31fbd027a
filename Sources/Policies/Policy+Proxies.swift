// SPDX-License-Identifier: Apache-2.0

/// Whose word makes a host a proxy: never the server's own.
extension Policy {
  /// The proxies that count for a server: those that its entry in the policy lists, and no other;
  /// without such a list those of the whole policy, of the client's entry, of the machine and of the
  /// process that started it together.
  package func proxies(for subject: Subject, named: NamedProxies = NamedProxies()) -> Expectations {
    let names = subject.names.isEmpty ? [""] : subject.names
    let gathered = gatheredProxies(subject, named)
    let lists = names.map { server(named: $0, of: subject)?.proxies ?? gathered }
    return Expectations(lists: lists, origins: lists.flatMap { $0.map(\.origin) })
  }

  private func gatheredProxies(_ subject: Subject, _ named: NamedProxies) -> [Expectation] {
    let own = proxies ?? []
    if own.contains(where: { $0.target == .none }) { return own }
    let sources: [(texts: [String], origin: Origin)] = [
      (subject.proxies, .entry), (named.machine, .machine), (named.starter, .starter),
    ]
    return own
      + sources.flatMap { source in
        source.texts.compactMap { try? Expectation.parse($0, origin: source.origin) }
      }
  }
}
