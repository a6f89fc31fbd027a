// SPDX-License-Identifier: Apache-2.0

package import Events

/// How often somebody may look: so many at once, and so many a second.
package struct LookAllowance: Sendable {
  private let most: UInt64
  private let pause: UInt64
  /// When all that were taken are made up for.
  private var due: UInt64 = 0

  package init(most: UInt64, perSecond: UInt64) {
    self.most = most
    pause = 1_000_000_000 / max(1, perSecond)
  }

  /// Whether one more is allowed now.
  package mutating func take(at time: Instant) -> Bool {
    let now = time.nanoseconds
    due = max(due, now)
    guard due - now < most * pause else { return false }
    due += pause
    return true
  }
}
