// SPDX-License-Identifier: Apache-2.0

import Servers
import TestKit

/// The options of JetBrains' IDEs.
enum XMLTarget: Target {
  static let name = "xml"
  static let about = "server lists in an IDE's options; problems are fit to be shown"
  static let rounds: UInt64 = 3_000
  static let words = [
    "<component name=\"McpApplicationServerCommands\">", "</component>", "<McpServerCommand>",
    "<envs>",
    "<option name=\"name\" value=\"", "\" />", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>",
    "<!DOCTYPE",
    "&amp;", "&#x41;", "&#0;", "&", "'", "<list>", "\n",
  ]

  static func seeds(_ corpus: Corpus) -> [[UInt8]] { ProductFixtures.bytes(ending: "xml") }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    try ConfigurationRules.feed(input, .xml)
  }
}
