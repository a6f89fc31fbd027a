// SPDX-License-Identifier: Apache-2.0

package import Policies

/// What `run` would report.
package struct InquiryAnswer: Hashable, Sendable {
  /// Every rule that would fire, as a finding orders them.
  package let rules: [Rule]
  package let reasons: [String]
  /// What makes it expected; nil for what is not.
  package let allowance: Allowance?
  /// What a library does by itself, where that is all.
  package let habit: LibraryHabit?

  init(_ verdict: Verdict, _ allowance: Allowance?) {
    let fired = verdict.habit == nil ? verdict.rules : [.libraryHabit]
    rules = fired.sorted { $0.severity > $1.severity }
    reasons = verdict.reasons
    habit = verdict.habit
    self.allowance = allowance
  }

  package var isExpected: Bool { rules.isEmpty }
  /// The most severe.
  package var rule: Rule? { rules.first }
}
