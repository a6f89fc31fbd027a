// SPDX-License-Identifier: Apache-2.0

/// What an output with fields of its own shows beside the line. Texts of others in it are as the line's:
/// cut, and without control characters.
package struct LineSummary: Hashable, Sendable {
  /// The line in one sentence.
  package var message: [UInt8]
  package var server: String
  package var client: String
  package var rule: String

  package init(
    message: [UInt8] = [], server: String = "", client: String = "", rule: String = ""
  ) {
    self.message = message
    self.server = server
    self.client = client
    self.rule = rule
  }

  /// By the names that the journal's fields have.
  var labels: [(name: StaticString, value: String)] {
    [("EGRET_SERVER", server), ("EGRET_CLIENT", client), ("EGRET_RULE", rule)]
  }
}
