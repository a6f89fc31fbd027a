// SPDX-License-Identifier: Apache-2.0

internal import Policies

/// Which rules an act fires, and why.
struct Verdict: Hashable, Sendable {
  var rules: [Rule] = []
  var reasons: [String] = []
  /// What a library does by itself, where the rules say nothing else against it.
  var habit: LibraryHabit?

  /// A new version reaches what no earlier one did: worth a look whatever list it is on, unless an entry names it
  /// or a library does it by itself.
  mutating func addNewHost(_ act: Act, _ isNamed: (Expectations) -> Bool) {
    guard act.isNewHost, habit == nil, !isNamed(act.serverExpectations),
      let host = act.reachedHost
    else { return }
    fire(
      .newVersionHost,
      because: "\(host) was reached by no earlier version of its package that ran here")
  }

  mutating func fire(_ rule: Rule, because reason: String) {
    if !rules.contains(rule) { rules.append(rule) }
    if !reasons.contains(reason) { reasons.append(reason) }
  }
}
