// SPDX-License-Identifier: Apache-2.0

/// The owner of a configuration file and how to read it: facts that are not in its bytes.
package struct ConfigurationSource: Hashable, Sendable {
  /// The product, e.g. `Claude Code`.
  package var client: String
  package var scope: ServerEntry.Scope
  package var format: ConfigurationFormat
  package var shape: ConfigurationShape
  /// The user whose file it is; nil for one of the whole machine.
  package var user: UInt32?
  /// The directory a `project` file is for.
  package var project: String?
  /// What `~` and `${userHome}` stand for.
  package var home: String?

  package init(
    client: String, scope: ServerEntry.Scope, format: ConfigurationFormat,
    shape: ConfigurationShape, user: UInt32? = nil, project: String? = nil, home: String? = nil
  ) {
    self.client = client
    self.scope = scope
    self.format = format
    self.shape = shape
    self.user = user
    self.project = project
    self.home = home
  }
}

/// How the bytes of a file become values.
package enum ConfigurationFormat: String, Hashable, Sendable, CaseIterable {
  /// With comments and trailing commas: every product's JSON is read this leniently.
  case json, toml, yaml
  /// JSON5: names without quotes and texts in single ones, too.
  case json5
  /// An IDE's options.
  case xml
  /// A database: a document is made of the rows that have servers.
  case sqlite
}
