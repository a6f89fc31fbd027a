// SPDX-License-Identifier: Apache-2.0

package import Events

/// Keeps the reading of configurations to a part of the time, in the long run: one who changes files
/// all day must not keep Egret from its work.
package struct RereadBudget: Sendable {
  /// One second in so many.
  package let share: UInt64
  /// Nanoseconds that may be saved up for a burst.
  package let most: UInt64
  private var left: UInt64
  private var debt: UInt64 = 0
  private var last = Instant(nanoseconds: 0)

  package init(share: UInt64, most: UInt64 = 1_000_000_000) {
    self.share = max(1, share)
    self.most = most
    left = most
  }

  /// Whether there is any left.
  package mutating func allows(_ now: Instant) -> Bool {
    let earned = now.since(last) / share
    last = max(last, now)
    let paid = min(earned, debt)
    debt -= paid
    left = min(most, left + (earned - paid))
    return debt == 0 && left > 0
  }

  /// A reading that began then is over now.
  package mutating func spend(from began: Instant, to now: Instant) {
    let spent = now.since(began)
    debt += spent > left ? spent - left : 0
    left -= min(left, spent)
  }
}
