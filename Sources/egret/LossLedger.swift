// SPDX-License-Identifier: Apache-2.0

import Events

/// The loss counters as the stream reported them last.
struct LossLedger {
  /// A counter that grew.
  struct Growth: Hashable {
    var stage: Loss.Stage
    var new: UInt64
    var total: UInt64
  }

  private var reported: [Loss.Stage: UInt64] = [:]

  /// Records that were lost on the way from the kernel to the monitor; lines are no records.
  var records: UInt64 { reported.filter { $0.key != .output }.values.reduce(0, &+) }

  /// What grew since the last call, in the order of names.
  mutating func growth(to totals: [Loss.Stage: UInt64]) -> [Growth] {
    totals.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { stage, total in
      let new = total &- (reported[stage] ?? 0)
      guard new > 0 else { return nil }
      reported[stage] = total
      return Growth(stage: stage, new: new, total: total)
    }
  }
}
