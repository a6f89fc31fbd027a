// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// One server as one that asks for names: what each domain could have carried, which domains were
/// reported, and which names an expected host is an alias of. Bounded; the oldest goes first.
struct Asker: Sendable {
  private static let incidentLimit = 512
  private static let addressLimit = 16
  private static let aliasLimit = 256

  /// A domain that was reported, and what follows of it.
  private struct Incident {
    let domain: String
    var rules: Set<Rule> = []
    var addresses: [IPAddress] = []
  }

  var volume: DNSVolume
  /// What the server itself asked for, where somebody learns.
  private(set) var names: Set<String> = []
  private static let nameLimit = 256
  private var incidents: [Incident] = []
  private var aliases: [String] = []

  init(suffixes: PublicSuffixes) { volume = DNSVolume(suffixes: suffixes) }

  mutating func note(name: String) {
    if names.count < Self.nameLimit { names.insert(name) }
  }

  /// Whether a rule is one that the domain was not reported under yet.
  mutating func isNews(_ rules: [Rule], of domain: String) -> Bool {
    let place = place(of: domain) ?? add(domain)
    let before = incidents[place].rules.count
    incidents[place].rules.formUnion(rules)
    return incidents[place].rules.count > before
  }

  /// Addresses that the names below a reported domain were said to have.
  mutating func note(_ addresses: [IPAddress], of domain: String) {
    guard let place = place(of: domain) else { return }
    for address in addresses where !incidents[place].addresses.contains(address) {
      incidents[place].addresses.append(address)
    }
    let excess = incidents[place].addresses.count - Self.addressLimit
    if excess > 0 { incidents[place].addresses.removeFirst(excess) }
  }

  /// The reported domain among these; without any, the last one that was said to have the address.
  func incident(among domains: [String], or address: IPAddress?) -> String? {
    if !domains.isEmpty { return domains.first { place(of: $0) != nil } }
    guard let address else { return nil }
    return incidents.last { $0.addresses.contains(address) }?.domain
  }

  private func place(of domain: String) -> Int? { incidents.firstIndex { $0.domain == domain } }

  private mutating func add(_ domain: String) -> Int {
    if incidents.count >= Self.incidentLimit { incidents.removeFirst(Self.incidentLimit / 8) }
    incidents.append(Incident(domain: domain))
    return incidents.count - 1
  }

  // MARK: Aliases

  /// Names that the answer for an expected name leads to: some resolver libraries ask for these next.
  mutating func lead(to names: [String]) {
    for name in names where !aliases.contains(name) { aliases.append(name) }
    let excess = aliases.count - Self.aliasLimit
    if excess > 0 { aliases.removeFirst(excess) }
  }

  func isAlias(_ name: String) -> Bool { aliases.contains(name) }
}
