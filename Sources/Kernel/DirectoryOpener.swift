// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Opens directories below tops without following a link between the two.
struct DirectoryOpener: ~Copyable {
  private var top = ""
  private var opened = FileDescriptor(-1)

  /// nil where there is none.
  mutating func open(_ directory: WatchedDirectory) -> FileDescriptor? {
    if directory.top != top {
      top = directory.top
      opened = FileDescriptor(unsafe Glibc.open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    }
    guard opened.number >= 0 else { return nil }
    let path = directory.path.isEmpty ? "." : directory.path
    let flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK
    return FileDescriptor(checking: unsafe egret_open_beneath(opened.number, path, flags))
  }
}
