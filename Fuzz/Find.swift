// SPDX-License-Identifier: Apache-2.0

/// A rule that the output of a parser broke.
struct Find: Error, CustomStringConvertible {
  var rule: String
  /// What broke it.
  var output: String

  init(_ rule: String, _ output: some Any) {
    self.rule = rule
    self.output = String(String(reflecting: output).prefix(2_000))
  }

  var description: String { "does not hold: \(rule)\n  \(output)" }
}

/// Throws where it does not hold.
func hold(
  _ rule: String, _ output: @autoclosure () -> some Any, _ holds: Bool
) throws(Find) {
  if !holds { throw Find(rule, output()) }
}
