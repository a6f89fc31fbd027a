// SPDX-License-Identifier: Apache-2.0

/// A moment of the machine's run: CLOCK_BOOTTIME, nanoseconds since boot.
package struct Instant: Hashable, Comparable, Sendable {
  package var nanoseconds: UInt64

  package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Nanoseconds from `earlier` to this moment; 0 where `earlier` is the later one.
  package func since(_ earlier: Instant) -> UInt64 {
    nanoseconds > earlier.nanoseconds ? nanoseconds - earlier.nanoseconds : 0
  }

  package func advanced(by nanoseconds: UInt64) -> Instant {
    Instant(nanoseconds: self.nanoseconds &+ nanoseconds)
  }
}
