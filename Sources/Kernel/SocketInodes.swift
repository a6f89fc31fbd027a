// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Which sockets a process has open.
enum SocketInodes {
  private static let limit = 65_536

  /// Their inode numbers; none where the process is gone.
  static func held(by pid: UInt32) -> Set<UInt32> {
    guard let directory = unsafe opendir("/proc/\(pid)/fd") else { return [] }
    defer { unsafe closedir(directory) }
    var inodes: Set<UInt32> = []
    var left = limit
    while left > 0, let entry = unsafe readdir(directory) {
      left -= 1
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let inode = inode(SystemFile.link("/proc/\(pid)/fd/\(name)") ?? "") {
        inodes.insert(inode)
      }
    }
    return inodes
  }

  /// Of `socket:[12345]`.
  static func inode(_ target: String) -> UInt32? {
    guard target.hasPrefix("socket:["), target.hasSuffix("]") else { return nil }
    return UInt32(target.dropFirst(8).dropLast())
  }
}
