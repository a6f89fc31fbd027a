// SPDX-License-Identifier: Apache-2.0

/// A configuration that a client is given on its own command line.
package enum CommandLineConfiguration: Hashable, Sendable {
  /// A path as spelled: relative to the client's working directory.
  case file(String, ConfigurationFormat, ConfigurationShape)
  /// The configuration itself.
  case inline(String, ConfigurationFormat, ConfigurationShape)
  /// A directory in place of the usual one, by its flag.
  case directory(flag: String, String)

  /// `claude --mcp-config …`, `mcpo --config …`, `code --user-data-dir …`.
  ///
  /// A launcher before them (`uvx mcpo`, `node …/claude`) makes no difference.
  package static func all(in words: [String]) -> [CommandLineConfiguration] {
    for (place, word) in words.prefix(16).enumerated() {
      let flags = ClientFlag.all(of: word)
      if flags.isEmpty { continue }
      let rest = words[(place + 1)...].prefix(1_024)
      return Array(flags.flatMap { $0.configurations(in: rest) }.prefix(32))
    }
    return []
  }
}
