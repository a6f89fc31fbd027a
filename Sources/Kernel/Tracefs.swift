// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Reads tracepoint numbers from tracefs, wherever it is mounted; mounted nowhere, from a mount of
/// our own that no directory shows.
struct Tracefs: ~Copyable {
  private let directory: FileDescriptor

  init() throws(KernelError) {
    let mounted = Mounts.first(type: "tracefs").map {
      unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    if let directory = FileDescriptor(checking: mounted ?? -1) {
      self.directory = directory
      return
    }
    guard let directory = FileDescriptor(checking: egret_detached_tracefs()) else {
      throw KernelError(
        .noTracefs, "cannot reach tracefs", why: KernelError.text(errno: errno),
        advice: "Mount it: mount -t tracefs tracefs /sys/kernel/tracing")
    }
    self.directory = directory
  }

  /// The number of `events/syscalls/NAME`; nil where this kernel has no such tracepoint.
  func number(ofSyscallTracepoint name: String) -> Int32? {
    let path = "events/syscalls/\(name)/id"
    let opened = unsafe openat(directory.number, path, O_RDONLY | O_CLOEXEC)
    guard let file = FileDescriptor(checking: opened),
      let bytes = SystemFile.read(descriptor: file.number, limit: 32)
    else { return nil }
    return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
