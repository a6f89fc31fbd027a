// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// What the machine is called and what it appends to names, by its own resolv.conf. That of a server's
/// own mount namespace counts for nothing here: the domain that it appends would be asked for anything.
struct MachineNames: Sendable {
  private var searchDomains: [String] = []
  private var hostName = ""

  mutating func learn(_ resolvers: Resolvers) {
    guard resolvers.mountNamespace == 0 else { return }
    searchDomains = resolvers.searchDomains
    hostName = resolvers.hostName
  }

  /// What the question may stand for, the name without the search list first; nil where it is none of
  /// somebody else's host.
  func names(for question: DNSQuestion) -> [String]? {
    switch AskedName(question, searchDomains: searchDomains) {
    case .reverse, .local: return nil
    case .service(let host): return isOwn(host) ? nil : [host]
    case .host(let name, nil): return isOwn(name) ? nil : [name]
    case .host(let name, let searched?):
      return isOwn(searched) || isOwn(name) ? nil : [searched, name]
    }
  }

  /// The root, a name of one label, and what this machine is called.
  private func isOwn(_ name: String) -> Bool {
    if !name.contains(".") || name == "." || searchDomains.contains(name) { return true }
    return name == hostName || name.hasSuffix(".localhost")
  }
}
