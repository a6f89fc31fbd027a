// SPDX-License-Identifier: Apache-2.0

import Servers
import TestKit

/// Clients' configurations in YAML.
enum YAMLTarget: Target {
  static let name = "yaml"
  static let about = "client configurations in YAML, all shapes; problems are fit to be shown"
  static let rounds: UInt64 = 2_500
  static let words = [
    "mcpServers:\n", "- ", "? ", ": ", "&a ", "*a", "<<: *a\n", "!!str ", "!!binary ", "|\n  ",
    ">-\n",
    "---\n", "...\n", "%YAML 1.1\n", "'", "\"", "#", "{", "}", "[", "]", "\t", "\\x00",
    "extensions:\n",
    "~", "0o7", "  ",
  ]

  static func seeds(_ corpus: Corpus) -> [[UInt8]] { ProductFixtures.bytes(ending: "yaml") }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    try ConfigurationRules.feed(input, .yaml)
  }
}
