// SPDX-License-Identifier: Apache-2.0

/// The keys of the format, for the reader and for the schema.
enum PolicyKeys {
  static let head = [
    "egret", "resolvers", "proxies", "registries", "refuse", "defaults", "servers", "suppress",
  ]
  static let defaults = ["expect", "max-upload", "clients"]
  static let server = ["expect", "match", "run", "proxies", "registries", "clients", "needs"]
  static let match = ["package", "command", "client", "name", "container"]
  static let run = [
    "unit", "container", "pod", "cgroup", "command", "executable", "user", "listen",
  ]
  static let container = ["name", "image", "label"]
  static let pod = ["namespace", "name", "label"]
  static let entry = ["host", "port", "protocol", "max-upload"]
  static let suppression = ["rule", "server", "endpoint", "reason", "until"]
}

/// Words that a policy may use and that other parts know: products by name, alerts' rules.
package struct PolicyWords: Hashable, Sendable {
  package var clients: KnownClients
  /// Empty where every word may be one.
  package var rules: [String]

  package init(clients: KnownClients = KnownClients(), rules: [String] = []) {
    self.clients = clients
    self.rules = rules
  }
}
