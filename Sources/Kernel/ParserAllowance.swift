// SPDX-License-Identifier: Apache-2.0

internal import Events

/// How often parsers of one user's files may fail: each failure costs Egret time, and one user's files must not cost
/// another's theirs.
struct ParserAllowance {
  static let times = 3
  static let seconds = 60
  /// Users that are followed; the failures of more count together.
  private static let mostUsers = 1_000

  private struct Failures {
    var count = 0
    var first: Instant
  }

  /// Nil for files that anyone may change.
  private var failures: [UInt32?: Failures] = [:]

  /// Whether a parser may be begun for that user's files now.
  mutating func allows(_ user: UInt32?, at now: Instant) -> Bool {
    let user = followed(user)
    guard let known = failures[user] else { return true }
    if now.since(known.first) >= UInt64(Self.seconds) * 1_000_000_000 {
      failures[user] = nil
      return true
    }
    return known.count < Self.times
  }

  mutating func note(failureOf user: UInt32?, at now: Instant) {
    failures[followed(user), default: Failures(first: now)].count += 1
  }

  private func followed(_ user: UInt32?) -> UInt32? {
    failures[user] != nil || failures.count < Self.mostUsers ? user : nil
  }
}
