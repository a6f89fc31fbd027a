// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events

/// What Egret's allocator (glibc's malloc) keeps of memory that was freed: little, so that a storm
/// leaves nothing behind.
package struct OwnHeap {
  /// Nanoseconds between two searches for what can go back.
  private static let pause: UInt64 = 10_000_000_000
  /// Bytes from which an allocation is a mapping of its own, which goes back when it is freed. Left to
  /// itself malloc raises this with each such freeing, and tables that grow and shrink stay.
  private static let mapping: Int32 = 256 << 10

  private var next = Instant(nanoseconds: 0)

  /// To be made before a second thread allocates: threads share one heap from then on.
  package init() {
    _ = mallopt(M_ARENA_MAX, 1)
    _ = mallopt(M_MMAP_THRESHOLD, Self.mapping)
    _ = mallopt(M_TRIM_THRESHOLD, Self.mapping)
  }

  /// Gives back what is free, now and then.
  package mutating func trim(at now: Instant) {
    guard now >= next else { return }
    next = now.advanced(by: Self.pause)
    _ = malloc_trim(0)
  }
}
