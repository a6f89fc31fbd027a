// SPDX-License-Identifier: Apache-2.0

import Events
import Servers

/// Lists that could not be read whole, and that were not told of yet.
///
/// One that is being written is broken for a moment: what a reading finds while Egret runs is told when
/// it is still so after the longest write. Each is told once for as long as it lasts.
struct PendingGaps {
  /// When each was found.
  private var waiting: [DiscoveryProblem: Instant] = [:]
  private var reported: Set<DiscoveryProblem> = []

  /// What a reading found. `isFirst`: nothing was written since, it is told at once.
  mutating func note(_ problems: [DiscoveryProblem], at time: Instant, isFirst: Bool = false) {
    let gaps = problems.filter { $0.lost == .file || $0.lost == .part }
    reported.formIntersection(gaps)
    let old = waiting
    waiting = [:]
    let since = isFirst ? Instant(nanoseconds: 0) : time
    for gap in gaps where !reported.contains(gap) { waiting[gap] = old[gap] ?? since }
  }

  /// Those that are due, in order.
  mutating func take(at time: Instant) -> [DiscoveryProblem] {
    let due = waiting.filter { time.since($0.value) >= PendingChanges.longestWrite }.map(\.key)
    for gap in due { waiting[gap] = nil }
    reported.formUnion(due)
    return due.sorted { $0.description < $1.description }
  }
}
