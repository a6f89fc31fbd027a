// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// What changes when a file is another one or is written: its inode, size and times.
package struct FileState: Hashable, Sendable {
  package let size: Int
  private let device: UInt64
  private let inode: UInt64
  private let written: Int64
  private let changed: Int64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    written = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  /// The last change is so long ago that the next one has another time, whatever the clock's step.
  package var isSettled: Bool {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return Self.nanoseconds(now) - changed > 1_000_000_000
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
