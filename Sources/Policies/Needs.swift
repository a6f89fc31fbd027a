// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// The services whose credentials servers have business with: what else they carry is at stake for nothing.
package struct Needs: Hashable, Sendable {
  /// One for each that the server may be: services and names of credentials, in small letters.
  private let lists: [Set<String>]
  /// `policy.yaml:12` or `catalogue`, several joined.
  package let source: String

  init(lists: [Set<String>], source: String) {
    self.lists = lists
    self.source = source
  }

  /// In the policy's spelling; `none` where that is all.
  package var list: [String] {
    let all = Set(lists.flatMap { $0 }).sorted()
    return all.isEmpty ? ["none"] : all
  }

  /// The credentials, of these names, with which it has no business. What its entry sets itself is its own, as far as
  /// the name is not another known service's.
  package func surplus(among names: [String], setByEntry own: [String]) -> [String] {
    names.filter { name in
      let service = CredentialService.of(name)
      if lists.contains(where: { $0.contains(service) || $0.contains(name.lowercased()) }) {
        return false
      }
      return !(CredentialService.known(name) == nil && own.contains(name))
    }
  }
}

extension Policy {
  /// What each of these needs, by its policy entry's `needs` or else by its row of the catalogue; nil where nothing
  /// says so of one of them.
  package func needs(for subjects: [Subject]) -> Needs? {
    var lists: [Set<String>] = []
    var sources: [String] = []
    for subject in subjects {
      guard let (list, source) = needs(for: subject) else { return nil }
      lists.append(list)
      if !sources.contains(source) { sources.append(source) }
    }
    return lists.isEmpty ? nil : Needs(lists: lists, source: sources.joined(separator: ", "))
  }

  private func needs(for subject: Subject) -> (Set<String>, String)? {
    let written = subject.names.lazy.compactMap { server(named: $0, of: subject) }.first
    if let written, let needs = written.needs {
      return (Set(needs.map { $0.lowercased() }), Origin.policy(written.place).description)
    }
    let row = Catalogue.builtIn.row(package: subject.package, program: subject.program)
    return row?.services.map { ($0, Origin.catalogue.description) }
  }
}

extension CatalogueRow {
  /// What it says itself; else the services that its name and its packages are of, and none where it needs no network.
  var services: Set<String>? {
    if let needs { return Set(needs.map { $0.lowercased() }) }
    if expect.map(\.text) == ["none"] { return [] }
    let found = ([name] + packages.map(\.name)).compactMap(CredentialService.known)
    return found.isEmpty ? nil : Set(found)
  }
}
