// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// What waits in the pipe at another process's stdin.
enum UnreadPipe {
  /// Whether a first message waits there unread: the pipe holds bytes, and the process has written nothing yet,
  /// so it has answered nothing.
  static func holdsFirstMessage(_ pid: UInt32, inode: UInt64) -> Bool {
    bytes(pid, inode: inode) > 0 && hasWrittenNothing(pid)
  }

  /// The pipe is opened only to ask, once it is certain that it is one: it cannot be a file that somebody else
  /// serves.
  private static func bytes(_ pid: UInt32, inode: UInt64) -> Int32 {
    guard
      let place = FileDescriptor(checking: unsafe open("/proc/\(pid)/fd/0", pathOnly | O_CLOEXEC)),
      isPipe(place, inode: inode),
      let pipe = FileDescriptor(
        checking: unsafe open("/proc/self/fd/\(place.number)", O_RDONLY | O_NONBLOCK | O_CLOEXEC))
    else { return 0 }
    var count: Int32 = 0
    return unsafe ioctl(pipe.number, UInt(FIONREAD), &count) == 0 ? count : 0
  }

  /// A pipe without a name, as a client makes it.
  private static func isPipe(_ place: borrowing FileDescriptor, inode: UInt64) -> Bool {
    var status = stat()
    guard unsafe fstat(place.number, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFIFO && UInt64(status.st_ino) == inode
      && status.st_dev == pipeDevice()
  }

  /// Of all pipes without a name; nil where no pipe can be made.
  private static func pipeDevice() -> dev_t? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    let near = FileDescriptor(ends[0])
    let far = FileDescriptor(ends[1])
    var status = stat()
    let isKnown = unsafe fstat(near.number, &status) == 0
    _ = consume far
    return isKnown ? status.st_dev : nil
  }

  /// `wchar` of /proc/PID/io: what went through write(2) and its kin since the fork.
  private static func hasWrittenNothing(_ pid: UInt32) -> Bool {
    guard let text = SystemFile.text("/proc/\(pid)/io") else { return false }
    return text.split(separator: "\n").contains("wchar: 0")
  }

  /// O_PATH, which Glibc's module lacks.
  private static let pathOnly: Int32 = 0o10_000_000
}
