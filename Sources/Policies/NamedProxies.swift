// SPDX-License-Identifier: Apache-2.0

/// Proxies that stand in no policy and no client's entry, in the policy's spelling.
package struct NamedProxies: Hashable, Sendable {
  /// By the machine's own settings.
  package var machine: [String]
  /// By the environment of the process that started the server.
  package var starter: [String]

  package init(machine: [String] = [], starter: [String] = []) {
    self.machine = machine
    self.starter = starter
  }
}
