// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The machine's clocks.
package enum Clock {
  /// Nanoseconds since boot, sleep included: the kernel side's `bpf_ktime_get_boot_ns`.
  package static func boottime() -> UInt64 { read(CLOCK_BOOTTIME) }

  /// What to add to a boot time to have nanoseconds since 1970.
  package static func realtimeOffset() -> UInt64 { read(CLOCK_REALTIME) &- boottime() }

  private static func read(_ clock: Int32) -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}
