// SPDX-License-Identifier: Apache-2.0

/// One entry of a client's configuration: a server it would start, or a remote one it would reach.
package struct ServerEntry: Hashable, Sendable {
  package enum Transport: Hashable, Sendable {
    /// The whole command line as the file has it; variables are not resolved.
    case stdio(command: [String])
    case remote(url: String)
  }

  package enum Scope: String, Hashable, Sendable, CaseIterable {
    case user, project, local, managed, plugin
  }

  /// The name as the file spells it.
  package var name: String
  package var transport: Transport
  /// The product whose file it is, e.g. `Claude Code`.
  package var client: String
  package var scope: Scope
  package var file: String
  /// 1-based; nil if the reader does not know it.
  package var line: Int?
  /// The user whose file it is; nil for one of the whole machine.
  package var user: UInt32?
  package var workingDirectory: String?
  /// The project a `project` or `local` entry is for.
  package var project: String?
  /// Names of the variables the entry sets. Never a value.
  package var environment: [String]
  /// Endpoints the entry implies (its URL, `*_URL` and `*_HOST` values, connection strings), in the
  /// policy's own spelling: `HOST[:PORT][/PROTOCOL]`.
  package var implied: [String]
  /// Endpoints the client's own configuration grants (sandbox domains, permission profiles).
  package var granted: [String]
  /// Proxies that its variables name (`HTTPS_PROXY` and its kin), as `HOST:PORT`.
  package var proxies: [String]
  package var isDisabled: Bool

  package init(
    name: String, transport: Transport, client: String, scope: Scope, file: String,
    line: Int? = nil, user: UInt32? = nil, workingDirectory: String? = nil, project: String? = nil,
    environment: [String] = [], implied: [String] = [], granted: [String] = [],
    proxies: [String] = [], isDisabled: Bool = false
  ) {
    self.name = name
    self.transport = transport
    self.client = client
    self.scope = scope
    self.file = file
    self.line = line
    self.user = user
    self.workingDirectory = workingDirectory
    self.project = project
    self.environment = environment
    self.implied = implied
    self.granted = granted
    self.proxies = proxies
    self.isDisabled = isDisabled
  }
}
