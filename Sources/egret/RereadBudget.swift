// SPDX-License-Identifier: Apache-2.0

import Events

/// Keeps the reading of configurations to a fifth of the time: whoever changes files all day must
/// not keep Egret from its work.
struct RereadBudget: Sendable {
  private var next = Instant(nanoseconds: 0)

  func allows(_ now: Instant) -> Bool { now >= next }

  /// A reading that began then is over now.
  mutating func spend(from began: Instant, to now: Instant) {
    next = now.advanced(by: 4 &* now.since(began))
  }
}
