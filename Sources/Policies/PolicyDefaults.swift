// SPDX-License-Identifier: Apache-2.0

/// What every server that the policy lists has besides its own.
package struct PolicyDefaults: Hashable, Sendable {
  package var expect: [Expectation]
  /// Of entries that say nothing of it.
  package var maxUpload: UploadBudget?
  /// Of servers that say nothing of them.
  package var clients: [Network]

  package init(
    expect: [Expectation] = [], maxUpload: UploadBudget? = nil, clients: [Network] = []
  ) {
    self.expect = expect
    self.maxUpload = maxUpload
    self.clients = clients
  }
}

extension Policy {
  /// All that a server may use. `none` is a word about all of it, and nothing is added.
  package func expected(of server: PolicyServer) -> [Expectation] {
    let isNone = server.expect.contains { $0.target == .none }
    let all = isNone ? server.expect : server.expect + defaults.expect
    guard let budget = defaults.maxUpload else { return all }
    return all.map { entry in
      guard entry.maxUpload == nil, entry.isCounted else { return entry }
      var entry = entry
      entry.maxUpload = budget
      return entry
    }
  }

  /// From where others may connect to it.
  func expectedClients(of server: PolicyServer) -> [Network] {
    server.clients.isEmpty ? defaults.clients : server.clients
  }
}

extension Expectation {
  /// Bytes are counted of what is sent to it.
  fileprivate var isCounted: Bool {
    switch target {
    case .host, .network, .any: true
    case .socket, .none: false
    }
  }
}
