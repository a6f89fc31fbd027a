// SPDX-License-Identifier: Apache-2.0

import Events

/// When the configurations are read again, and which of them: a part of the time at most is spent
/// on it.
struct ReadingPace {
  enum Reading: Hashable {
    case everything
    /// What clients have shown since the last reading, as nothing was written since.
    case news
    /// The files that were written, while there is no time for all.
    case written
  }

  /// For readings of everything, or of what is new.
  private var readings = RereadBudget(share: 5)
  /// For readings of single files.
  private var glances = RereadBudget(share: 2)
  /// The count of changes at the last reading of either kind.
  private var seen: UInt64 = 0
  /// A client showed a project that has not been read.
  private(set) var isDue = false

  /// What is read before an exec is judged. `isNews` says that the exec showed a new project, `news`
  /// counts the changes of files so far.
  mutating func reading(isNews: Bool, news: UInt64, at now: Instant) -> Reading? {
    if isNews { isDue = true }
    guard isNews || news != seen else { return nil }
    if readings.allows(now) { return isNews && news == seen ? .news : .everything }
    return news != seen && glances.allows(now) ? .written : nil
  }

  /// Whether everything is read now, if there is a reason to.
  mutating func allowsEverything(at now: Instant) -> Bool { readings.allows(now) }

  /// A reading begins, which will see the changes so far.
  mutating func begin(_ reading: Reading, news: UInt64) {
    seen = news
    if reading != .written { isDue = false }
  }

  mutating func end(_ reading: Reading, from began: Instant, to now: Instant) {
    switch reading {
    case .everything, .news: readings.spend(from: began, to: now)
    case .written: glances.spend(from: began, to: now)
    }
  }

  /// What was spent so far does not count: nothing could have been missed meanwhile.
  mutating func restart() { readings = RereadBudget(share: readings.share) }
}
