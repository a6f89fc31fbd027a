// SPDX-License-Identifier: Apache-2.0

/// Something that Egret needs of the machine, or that limits what it can do there.
package struct SupportFact: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable, CaseIterable, Codable {
    case yes, no
    /// It could not be told.
    case unknown
  }

  /// A word or two.
  package var name: String
  package var outcome: Outcome
  /// What was found.
  package var detail: String
  /// What to do; empty where there is nothing to do.
  package var advice: String

  package init(_ name: String, _ outcome: Outcome, _ detail: String, advice: String = "") {
    self.name = name
    self.outcome = outcome
    self.detail = detail
    self.advice = advice
  }
}
