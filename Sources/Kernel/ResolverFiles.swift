// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The resolver configuration that a process sees: its mount namespace's resolv.conf and hosts.
package enum ResolverFiles {
  /// The texts, or nil where the process is gone or has moved to another mount namespace since
  /// `mountNamespace`: a process could bring its own files with it. 0 takes any.
  package static func read(
    asSeenBy pid: UInt32, mountNamespace: UInt32
  ) -> (resolv: [UInt8], hosts: [UInt8])? {
    guard let before = number(pid), mountNamespace == 0 || before == mountNamespace,
      let root = FileDescriptor(
        checking: unsafe open("/proc/\(pid)/root", O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
      number(pid) == before
    else { return nil }
    let resolv = read("etc/resolv.conf", below: root, limit: 1 << 16)
    return (resolv, read("etc/hosts", below: root, limit: 1 << 20))
  }

  /// Empty where the file is missing, or lies on a file system that a process serves (FUSE): such a
  /// read could last for ever.
  private static func read(_ path: String, below root: borrowing FileDescriptor, limit: Int)
    -> [UInt8]
  {
    let opened = unsafe egret_open_in_root(root.number, path, O_RDONLY | O_NONBLOCK)
    guard let file = FileDescriptor(checking: opened) else { return [] }
    var system = statfs()
    guard unsafe fstatfs(file.number, &system) == 0, system.f_type != fuse else { return [] }
    return SystemFile.read(descriptor: file.number, limit: limit) ?? []
  }

  /// FUSE_SUPER_MAGIC (include/uapi/linux/magic.h)
  private static let fuse = 0x6573_5546

  private static func number(_ pid: UInt32) -> UInt32? {
    SystemFile.link("/proc/\(pid)/ns/mnt").flatMap { UInt32($0.filter(\.isNumber)) }
  }
}
