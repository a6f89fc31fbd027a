// SPDX-License-Identifier: Apache-2.0

/// Which rules an act fires, and why.
struct Verdict: Hashable, Sendable {
  var rules: [Rule] = []
  var reasons: [String] = []

  mutating func fire(_ rule: Rule, because reason: String) {
    if !rules.contains(rule) { rules.append(rule) }
    if !reasons.contains(reason) { reasons.append(reason) }
  }
}
