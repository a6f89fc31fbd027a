// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// Asking is sending: what servers ask resolvers for, and the stories that begin with it.
struct Asking: Sendable {
  private var machine = MachineNames()
  private var askers: [UInt32: Asker] = [:]
  private var waiting = WaitingFindings()
  /// Read when the first name is asked for: most runs of a monitor are short.
  private var suffixes: PublicSuffixes?

  var count: Int { askers.count }
  var isWaiting: Bool { !waiting.isEmpty }

  mutating func learn(_ resolvers: Resolvers) { machine.learn(resolvers) }

  mutating func keep(where isKept: (UInt32) -> Bool) {
    askers = askers.filter { isKept($0.key) }
  }

  /// nil for a question that no resolver outside is asked, or that tells its own owner nothing: for names
  /// of this machine and its link, of services of these, and of addresses.
  mutating func query(_ question: DNSQuestion, of payload: DNSPayload) -> NameQuery? {
    guard let names = machine.names(for: question), let name = names.first else { return nil }
    let domain = ready().registeredDomain(of: name) ?? name
    return NameQuery(question, names: names, domain: domain, of: payload)
  }

  /// Changes what is known of a server that asks.
  mutating func change<Value>(_ server: UInt32, _ body: (inout Asker) -> Value) -> Value {
    var asker = askers[server] ?? Asker(suffixes: ready())
    defer { askers[server] = asker }
    return body(&asker)
  }

  /// In an order that a draft may have.
  func names(of server: UInt32) -> [String] { (askers[server]?.names ?? []).sorted() }

  func isAlias(_ name: String, of server: UInt32) -> Bool {
    askers[server]?.isAlias(name) ?? false
  }

  private mutating func ready() -> PublicSuffixes {
    let list = suffixes ?? PublicSuffixes()
    suffixes = list
    return list
  }

  // MARK: One story

  /// The finding waits for what the name leads to. Returned is one that has waited long enough.
  mutating func wait(_ finding: Finding, of server: UInt32, domain: String) -> Finding? {
    waiting.add(finding, of: server, domain: domain)
  }

  mutating func release(at time: Instant) -> [Finding] { waiting.release(at: time) }
  mutating func releaseAll() -> [Finding] { waiting.releaseAll() }

  /// The finding as part of the story that began with a name: with the findings that wait for it.
  mutating func join(_ finding: Finding, of server: UInt32) -> Finding {
    guard let asker = askers[server], let suffixes else { return finding }
    let domains = finding.target.names.map { suffixes.registeredDomain(of: $0) ?? $0 }
    let address = finding.target.endpoint?.address
    guard let domain = asker.incident(among: domains, or: address) else { return finding }
    return join(finding, of: server, domain: domain)
  }

  /// A finding of a name that was said: of the story that began with asking for it, if there is one.
  mutating func join(_ finding: Finding, of server: UInt32, said name: String) -> Finding {
    guard let asker = askers[server], let suffixes else { return finding }
    let domain = suffixes.registeredDomain(of: name) ?? name
    guard asker.incident(among: [domain], or: nil) != nil else { return join(finding, of: server) }
    return join(finding, of: server, domain: domain)
  }

  mutating func join(_ finding: Finding, of server: UInt32, domain: String) -> Finding {
    var joined = finding
    joined.incident = domain
    for earlier in waiting.take(of: server, domain: domain) { joined.add(earlier) }
    return joined
  }
}

extension Finding {
  /// One fact with an earlier one, under the severest rule of both.
  fileprivate mutating func add(_ earlier: Finding) {
    fire(earlier.rules)
    reasons += earlier.reasons.filter { !reasons.contains($0) }
  }
}
