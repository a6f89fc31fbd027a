// SPDX-License-Identifier: Apache-2.0

/// A configuration that a client is given on its own command line.
package enum CommandLineConfiguration: Hashable, Sendable {
  /// A path as spelled: relative to the client's working directory.
  case file(String)
  /// The JSON itself.
  case inline(String)

  /// `claude --mcp-config …`, `mcpo --config …`, `mcp-proxy --named-server-config …`.
  ///
  /// A launcher before them (`uvx mcpo`, `node …/claude`) makes no difference.
  package static func all(in words: [String]) -> [CommandLineConfiguration] {
    let places = words.prefix(16).indices
    guard let program = places.first(where: { flags[CommandLineText.baseName(words[$0])] != nil }),
      let wanted = flags[CommandLineText.baseName(words[program])]
    else { return [] }
    return Array(values(of: wanted, in: words[(program + 1)...]).prefix(16)).map(configuration)
  }

  private static let flags: [String: [String]] = [
    "claude": ["--mcp-config"], "mcpo": ["--config", "-c"], "mcp-proxy": ["--named-server-config"],
  ]

  /// Claude takes several values behind one flag.
  private static func values(of flags: [String], in words: ArraySlice<String>) -> [String] {
    var values: [String] = []
    var isTaking = false
    for word in words {
      if word == "--" { break }
      if let flag = flags.first(where: { word.hasPrefix($0 + "=") }) {
        values.append(String(word.dropFirst(flag.count + 1)))
        isTaking = false
      } else if flags.contains(word) {
        isTaking = true
      } else if word.hasPrefix("-") {
        isTaking = false
      } else if isTaking {
        values.append(word)
      }
    }
    return values
  }

  private static func configuration(_ value: String) -> CommandLineConfiguration {
    value.drop { $0.isWhitespace }.first == "{" ? .inline(value) : .file(value)
  }
}
