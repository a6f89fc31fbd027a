// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// The network namespace that a process is in, held open.
enum NetworkNamespace {
  /// `number` is its inode, 0 for any. nil where the process is gone, or in another.
  static func open(of pid: UInt32, number: UInt32 = 0) -> FileDescriptor? {
    open(below: "/proc/\(pid)", number: number)
  }

  /// Egret's own.
  static func openOwn(number: UInt32 = 0) -> FileDescriptor? {
    open(below: "/proc/self", number: number)
  }

  /// Checked behind the open: the pid may be another's by then.
  private static func open(below folder: String, number: UInt32) -> FileDescriptor? {
    guard
      let namespace = FileDescriptor(
        checking: unsafe Glibc.open("\(folder)/ns/net", O_RDONLY | O_CLOEXEC)),
      number == 0
        || SystemFile.link("/proc/self/fd/\(namespace.number)") == "net:[\(number)]"
    else { return nil }
    return namespace
  }
}
