// SPDX-License-Identifier: Apache-2.0

/// The endpoints that one server was seen to use.
struct LearnedServer: Hashable, Sendable {
  /// What was seen, and must be in no policy without a decision.
  struct Refusal: Hashable, Sendable {
    /// The endpoint, the host, or what stands for it.
    var what: String
    var why: String
  }

  /// `npm:name@1.2.3` and the like, of every run.
  var packages: Set<String> = []
  private(set) var endpoints: [LearnedEndpoint: LearnedUse] = [:]
  private(set) var refusals: [Refusal: Int] = [:]
  /// Proxies that need no entry.
  private(set) var proxies: Set<String> = []
  /// What its entry implies, its client grants and the catalogue lists: these would no longer count once
  /// the policy lists the server.
  private(set) var given: [SourcedEndpoint] = []
  /// Endpoints and refusals beyond the bound.
  private(set) var lost = 0

  mutating func add(_ endpoint: LearnedEndpoint, _ sighting: LearnedSighting) {
    if endpoints[endpoint] == nil && endpoints.count >= LearnedPolicy.mostEndpoints {
      lost += 1
    } else {
      endpoints[endpoint, default: LearnedUse()].add(sighting)
    }
  }

  mutating func add(_ endpoint: LearnedEndpoint, bytesOut: UInt64, bytesIn: UInt64) {
    endpoints[endpoint]?.add(bytesOut: bytesOut, bytesIn: bytesIn)
  }

  mutating func give(_ endpoints: [SourcedEndpoint]) {
    for endpoint in endpoints.prefix(LearnedPolicy.mostGiven)
    where given.count < LearnedPolicy.mostGiven {
      if !given.contains(endpoint) { given.append(endpoint) }
    }
  }

  /// What the catalogue has for it and nobody has read.
  private(set) var unverified: [String] = []

  mutating func doubt(_ endpoints: [String]) {
    for endpoint in endpoints where unverified.count < LearnedPolicy.mostGiven {
      if !unverified.contains(endpoint) { unverified.append(endpoint) }
    }
  }

  /// What it asked resolvers for.
  private(set) var asked: Set<String> = []

  mutating func ask(_ hosts: [String]) {
    for host in hosts where asked.count < LearnedPolicy.mostGiven { asked.insert(host) }
  }

  mutating func use(proxy: String) {
    if proxies.count < LearnedPolicy.mostProxies { proxies.insert(proxy) }
  }

  mutating func refuse(_ refusal: Refusal) {
    if refusals[refusal] == nil && refusals.count >= LearnedPolicy.mostRefusals {
      lost += 1
    } else {
      refusals[refusal, default: 0] += 1
    }
  }
}
