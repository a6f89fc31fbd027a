// SPDX-License-Identifier: Apache-2.0

/// The endpoints that one server was seen to use.
struct LearnedServer: Hashable, Sendable {
  /// `npm:name@1.2.3` and the like, of every run.
  var packages: Set<String> = []
  /// How often each was used.
  private(set) var endpoints: [LearnedEndpoint: Int] = [:]
  /// Why something that was seen is not in the list.
  private(set) var refusals: Set<String> = []
  /// Proxies that need no entry.
  private(set) var proxies: Set<String> = []
  /// Endpoints and refusals beyond the bound.
  private(set) var lost = 0

  mutating func add(_ endpoint: LearnedEndpoint) {
    if endpoints[endpoint] == nil && endpoints.count >= LearnedPolicy.mostEndpoints {
      lost += 1
    } else {
      endpoints[endpoint, default: 0] += 1
    }
  }

  mutating func use(proxy: String) {
    if proxies.count < LearnedPolicy.mostProxies { proxies.insert(proxy) }
  }

  mutating func refuse(_ text: String) {
    if refusals.contains(text) { return }
    if refusals.count >= LearnedPolicy.mostRefusals {
      lost += 1
    } else {
      refusals.insert(text)
    }
  }
}
