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
  /// Dead ones from which every grace is short: what a storm of forks leaves takes no more memory.
  package var crowd: Int

  package init(
    nodes: Int = 131_072, grace: UInt64 = 30_000_000_000, shortGrace: UInt64 = 3_000_000_000,
    crowd: Int = 16_384
  ) {
    self.nodes = max(nodes, 8)
    self.grace = grace
    self.shortGrace = min(shortGrace, grace)
    self.crowd = crowd
  }
}
