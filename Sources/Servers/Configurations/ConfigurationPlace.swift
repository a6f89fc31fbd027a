// SPDX-License-Identifier: Apache-2.0

/// A path, or a pattern of paths, at which a product keeps servers.
package struct ConfigurationPlace: Hashable, Sendable {
  /// What the path is relative to.
  package enum Root: String, Hashable, Sendable, CaseIterable {
    case home
    /// `$XDG_CONFIG_HOME`, or `~/.config`.
    case config
    /// `$XDG_DATA_HOME`, or `~/.local/share`.
    case data
    /// `$XDG_STATE_HOME`, or `~/.local/state`.
    case state
    /// The root of the machine.
    case system
    /// A project's directory.
    case project
    /// A project's directory and every directory above it.
    case ancestors

    /// The path below the home, unless a variable says otherwise; nil for a root outside of homes.
    package var belowHome: String? {
      switch self {
      case .home: ""
      case .config: ".config/"
      case .data: ".local/share/"
      case .state: ".local/state/"
      case .system, .project, .ancestors: nil
      }
    }
  }

  package var root: Root
  /// Components between slashes; `*` stands for one, `**` for up to six or none, `*` within a
  /// component for any text.
  package var pattern: String
  package var scope: ServerEntry.Scope
  package var format: ConfigurationFormat
  package var shape: ConfigurationShape

  package init(
    _ root: Root, _ pattern: String, _ scope: ServerEntry.Scope, _ format: ConfigurationFormat,
    _ shape: ConfigurationShape
  ) {
    self.root = root
    self.pattern = pattern
    self.scope = scope
    self.format = format
    self.shape = shape
  }
}

extension ConfigurationPlace {
  /// JSON with a map under `mcpServers`: what most products write.
  package static func plain(
    _ root: Root, _ pattern: String, _ scope: ServerEntry.Scope? = nil
  ) -> ConfigurationPlace {
    json(root, pattern, scope, .map(under: [["mcpServers"]]))
  }

  package static func json(
    _ root: Root, _ pattern: String, _ scope: ServerEntry.Scope? = nil, _ shape: ConfigurationShape
  ) -> ConfigurationPlace {
    ConfigurationPlace(root, pattern, scope ?? usual(root), .json, shape)
  }

  package static func toml(
    _ root: Root, _ pattern: String, _ shape: ConfigurationShape
  ) -> ConfigurationPlace {
    ConfigurationPlace(root, pattern, usual(root), .toml, shape)
  }

  package static func yaml(
    _ root: Root, _ pattern: String, _ shape: ConfigurationShape
  ) -> ConfigurationPlace {
    ConfigurationPlace(root, pattern, usual(root), .yaml, shape)
  }

  package static func xml(
    _ root: Root, _ pattern: String, _ shape: ConfigurationShape
  ) -> ConfigurationPlace {
    ConfigurationPlace(root, pattern, usual(root), .xml, shape)
  }

  private static func usual(_ root: Root) -> ServerEntry.Scope {
    switch root {
    case .home, .config, .data, .state: .user
    case .system: .managed
    case .project, .ancestors: .project
    }
  }
}
