// SPDX-License-Identifier: Apache-2.0

package import Events

/// A flow of a server as it begins or as it ends, expected or not: what `--all` reports.
package struct NetworkActivity: Hashable, Sendable {
  package enum Stage: Hashable, Sendable { case open, close }

  package var stage: Stage
  /// What a finding would say of it. No rule fired where it is expected.
  package var facts: Finding
  /// When the destination was seen; `facts.time` is when the socket was closed, once it is.
  package var began: Instant

  package init(stage: Stage, facts: Finding, began: Instant) {
    self.stage = stage
    self.facts = facts
    self.began = began
  }
}
