// SPDX-License-Identifier: Apache-2.0

/// How much a process tree keeps, however much is forked.
package struct ProcessTreeLimits: Hashable, Sendable {
  /// Processes, dead ones included.
  package var nodes: Int
  /// How long a process without descendants stays after its exit, in nanoseconds: evidence comes
  /// through another ring and may be late.
  package var grace: UInt64
  /// The same for an unowned process: its late evidence is not judged.
  package var shortGrace: UInt64

  package init(
    nodes: Int = 131_072, grace: UInt64 = 30_000_000_000, shortGrace: UInt64 = 3_000_000_000
  ) {
    self.nodes = max(nodes, 8)
    self.grace = grace
    self.shortGrace = min(shortGrace, grace)
  }
}
