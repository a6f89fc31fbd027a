// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// What tells a resolver configuration from the one before without reading it.
package struct ResolverMark: Hashable, Sendable {
  /// Which file it is, and when it was last written; all 0 for none.
  struct File: Hashable, Sendable {
    var device: UInt64 = 0
    var inode: UInt64 = 0
    var size: Int64 = 0
    var written: Int64 = 0
    var changed: Int64 = 0

    init(_ file: borrowing FileDescriptor?) {
      guard let status = ResolverMark.status(file) else { return }
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
      size = Int64(status.st_size)
      written = Self.nanoseconds(status.st_mtim)
      changed = Self.nanoseconds(status.st_ctim)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
      Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
  }

  var resolv: File
  var hosts: File

  static func status(_ file: borrowing FileDescriptor?) -> stat? {
    switch file {
    case .some(let file):
      var status = stat()
      return unsafe fstat(file.number, &status) == 0 ? status : nil
    case .none: return nil
    }
  }
}
