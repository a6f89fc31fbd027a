// SPDX-License-Identifier: Apache-2.0

import Servers
import TestKit

/// Clients' configurations in TOML.
enum TOMLTarget: Target {
  static let name = "toml"
  static let about = "client configurations in TOML, all shapes; problems are fit to be shown"
  static let rounds: UInt64 = 3_000
  static let words = [
    "[mcp_servers.", "[[", "]]", "]\n", "command = ", "args = [", "\"\"\"", "'''", "#", " = ", ".",
    "{", "}", "\\u0000", "\\U0010ffff", "1979-05-27T07:32:00Z", "0x1f", "inf", "nan", "1_000", "\n",
  ]

  static func seeds(_ corpus: Corpus) -> [[UInt8]] { ProductFixtures.bytes(ending: "toml") }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    try ConfigurationRules.feed(input, .toml)
  }
}
