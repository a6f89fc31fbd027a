// SPDX-License-Identifier: Apache-2.0

internal import Events

/// How long an answer is evidence.
package enum NameLifetime {
  private static let second: UInt64 = 1_000_000_000
  private static let bounds: ClosedRange<UInt32> = 30...86_400
  /// Programs use addresses past their time to live: connection pools, resolvers inside run-times
  /// that keep an answer for minutes, a retry after a failed connect.
  private static let grace: UInt64 = 600

  /// No answer is evidence for longer, in nanoseconds.
  package static let longest = (UInt64(bounds.upperBound) + grace) * second

  /// How long a name holds after the last socket that was opened under it.
  static func expiry(closed time: Instant) -> Instant { later(time, by: grace) }

  /// A time to live with the top bit set is 0 (RFC 2181, section 8).
  static func expiry(timeToLive: UInt32, at time: Instant) -> Instant {
    let stated = timeToLive > UInt32(Int32.max) ? 0 : timeToLive
    let seconds = UInt64(min(max(stated, bounds.lowerBound), bounds.upperBound)) + grace
    return later(time, by: seconds)
  }

  private static func later(_ time: Instant, by seconds: UInt64) -> Instant {
    let (end, overflow) = time.nanoseconds.addingReportingOverflow(seconds * second)
    return Instant(nanoseconds: overflow ? .max : end)
  }
}
