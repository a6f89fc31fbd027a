// SPDX-License-Identifier: Apache-2.0

/// A variable of a client's environment that names a list of servers, or is one.
package enum ClientVariable {
  /// Names of the variables.
  package static let names = Set(files.keys).union(contents.keys)

  /// The list that the variable gives to the client; nil where it is another product's.
  package static func configuration(
    _ name: String, _ value: String, of client: String
  ) -> CommandLineConfiguration? {
    if let given = files[name], given.client == client {
      return .file(value, client == "OpenClaw" ? .json5 : .json, given.shape)
    }
    guard let given = contents[name], given.client == client else { return nil }
    return .inline(value, .json, given.shape)
  }

  private static let files: [String: (client: String, shape: ConfigurationShape)] = [
    "OPENCODE_CONFIG": ("opencode", Products.opencode), "KILO_CONFIG": ("Kilo", Products.opencode),
    "MCPORTER_CONFIG": ("mcporter", Products.servers),
    "OPENCLAW_CONFIG_PATH": ("OpenClaw", Products.underMCP),
    "AMP_SETTINGS_FILE": ("Amp", .map(under: [["amp", "mcpServers"]])),
    "GEMINI_CLI_SYSTEM_SETTINGS_PATH": ("Gemini CLI", Products.servers),
    "GEMINI_CLI_SYSTEM_DEFAULTS_PATH": ("Gemini CLI", Products.servers),
    "QWEN_CODE_SYSTEM_SETTINGS_PATH": ("Qwen Code", Products.servers),
    "QWEN_CODE_SYSTEM_DEFAULTS_PATH": ("Qwen Code", Products.servers),
  ]

  private static let contents: [String: (client: String, shape: ConfigurationShape)] = [
    "OPENCODE_CONFIG_CONTENT": ("opencode", Products.opencode),
    "KILO_CONFIG_CONTENT": ("Kilo", Products.opencode),
  ]
}
