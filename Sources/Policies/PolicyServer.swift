// SPDX-License-Identifier: Apache-2.0

/// One entry below `servers`.
package struct PolicyServer: Hashable, Sendable {
  /// The key: the server's name, or a label if there is a `match`.
  package var name: String
  package var match: ServerMatch?
  /// What runs as this server, though no client lists it.
  package var run: ServerRun?
  package var expect: [Expectation]
  /// Its proxies, and no other's; nil where the entry says nothing of them.
  package var proxies: [Expectation]?
  /// From where it may be installed, and from nowhere else; nil where the entry says nothing of it.
  package var registries: [Expectation]?
  /// From where other machines may connect to it.
  package var clients: [Network]
  /// Services and names of credentials that it has business with; nil where the entry says nothing of them.
  package var needs: [String]?
  package var place: Place

  package init(
    name: String, match: ServerMatch? = nil, run: ServerRun? = nil, expect: [Expectation],
    proxies: [Expectation]? = nil, clients: [Network] = [], registries: [Expectation]? = nil,
    needs: [String]? = nil,
    place: Place
  ) {
    self.registries = registries
    self.name = name
    self.match = match
    self.run = run
    self.expect = expect
    self.proxies = proxies
    self.clients = clients
    self.needs = needs
    self.place = place
  }

  /// How closely the entry fits a server: 0 not at all, 1 by name, above by what `match` asks.
  func fit(name candidate: String, of subject: Subject) -> Int {
    guard let match else { return name == candidate ? 1 : 0 }
    return match.fits(name: candidate, of: subject) ? 1 + match.conditions : 0
  }
}
