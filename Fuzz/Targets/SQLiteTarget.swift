// SPDX-License-Identifier: Apache-2.0

import Servers
import TestKit

/// The profiles of Docker's gateway.
enum SQLiteTarget: Target {
  static let name = "sqlite"
  static let about = "server lists in a database; problems are fit to be shown"
  static let rounds: UInt64 = 1_500
  static let words = [
    "SQLite format 3\0", "table", "working_set", "\u{5}", "\u{d}", "\0\0\0\u{1}", "\0\0\0\u{2}",
    "\u{7f}\u{7f}", #"[{"type":"image","image":"a"}]"#,
  ]

  static func seeds(_ corpus: Corpus) -> [[UInt8]] { [SQLiteFixture.bytes] }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    try ConfigurationRules.feed(input, .sqlite)
  }
}
