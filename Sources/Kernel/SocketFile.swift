// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The file of a Unix socket, as the kernel lists it.
package struct SocketFile: Hashable, Sendable {
  package var inode: UInt32
  /// The kernel's own number: twelve bits of major, twenty of minor.
  package var device: UInt32

  package init(inode: UInt32, device: UInt32) {
    self.inode = inode
    self.device = device
  }

  /// What stands at a path now; nil where that is no socket.
  package init?(at path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
    let device = UInt64(status.st_dev)
    let major = (device >> 8 & 0xfff) | (device >> 32 & ~0xfff)
    let minor = (device & 0xff) | (device >> 12 & ~0xff)
    inode = UInt32(truncatingIfNeeded: status.st_ino)
    self.device = UInt32(truncatingIfNeeded: major << 20 | minor & 0xfffff)
  }
}
