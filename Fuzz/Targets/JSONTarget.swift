// SPDX-License-Identifier: Apache-2.0

import Servers
import TestKit

/// Clients' configurations in JSON and JSON5.
enum JSONTarget: Target {
  static let name = "json"
  static let about = "client configurations in JSON, all shapes; problems are fit to be shown"
  static let rounds: UInt64 = 3_000
  static let words = [
    #""mcpServers":"#, #""command":"#, #""args":["#, #""env":{"#, #""url":"https://a.test/","#, "{",
    "}",
    "[", "]", ",", ":", "//", "/*", "*/", "\\u0000", "\\ud800", "null", "true", "1e9", #"${env:A}"#,
    #""disabled":true"#, #""projects":{"#, #""servers":"#,
  ]

  static func seeds(_ corpus: Corpus) throws -> [[UInt8]] {
    try corpus.golden(".cursor/mcp.json") + ProductFixtures.bytes(ending: "json")
  }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let isJSON = try ConfigurationRules.feed(input, .json)
    let isLoose = try ConfigurationRules.feed(input, .json5)
    return isJSON || isLoose
  }
}
