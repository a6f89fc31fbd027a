// SPDX-License-Identifier: Apache-2.0

internal import Policies

/// Which rules an act fires, and why.
struct Verdict: Hashable, Sendable {
  var rules: [Rule] = []
  var reasons: [String] = []
  /// What a library does by itself, where the rules say nothing else against it.
  var habit: LibraryHabit?

  mutating func fire(_ rule: Rule, because reason: String) {
    if !rules.contains(rule) { rules.append(rule) }
    if !reasons.contains(reason) { reasons.append(reason) }
  }
}
