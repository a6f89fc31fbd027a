// SPDX-License-Identifier: Apache-2.0

@testable import Servers

/// Reads a text as a product's file would be read.
enum Reading {
  static func of(
    _ text: String, _ shape: ConfigurationShape = .map(under: [["mcpServers"]]),
    format: ConfigurationFormat = .json, client: String = "Test", user: UInt32? = 1000,
    project: String? = nil
  ) -> ConfigurationReading {
    ConfigurationReader.read(
      Array(text.utf8), file: "/f",
      source: ConfigurationSource(
        client: client, scope: .user, format: format, shape: shape, user: user, project: project))
  }

  /// `command|arg|arg` or the URL.
  static func line(_ entry: ServerEntry) -> String {
    switch entry.transport {
    case .stdio(let command): command.joined(separator: "|")
    case .remote(let url): url
    }
  }
}
