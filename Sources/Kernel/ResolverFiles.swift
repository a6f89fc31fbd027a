// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// The resolver configuration that a process sees: its mount namespace's resolv.conf and hosts.
package enum ResolverFiles {
  /// The texts, or nil where the process is gone or has moved to another mount namespace since
  /// `mountNamespace`: a process could bring its own files with it. 0 takes any.
  package static func read(
    asSeenBy pid: UInt32, mountNamespace: UInt32
  ) -> ResolverReading? {
    guard let root = root(of: pid, mountNamespace: mountNamespace) else { return nil }
    let resolv = open(resolvPath, below: root)
    let hosts = open(hostsPath, below: root)
    return ResolverReading(
      resolv: text(resolv, limit: 1 << 16), hosts: text(hosts, limit: 1 << 20),
      mark: ResolverMark(resolv: ResolverMark.File(resolv), hosts: ResolverMark.File(hosts)),
      resolvWriters: writers(resolv), hostsWriters: writers(hosts),
      isOfMachine: number(pid) == number(UInt32(bitPattern: getpid())),
      isOfUser: isOfUser(pid))
  }

  /// What changes when either file is written, replaced, or covered by another; nil as for `read`.
  package static func mark(asSeenBy pid: UInt32, mountNamespace: UInt32) -> ResolverMark? {
    guard let root = root(of: pid, mountNamespace: mountNamespace) else { return nil }
    return ResolverMark(
      resolv: ResolverMark.File(open(resolvPath, below: root)),
      hosts: ResolverMark.File(open(hostsPath, below: root)))
  }

  /// The number of a process's mount namespace; nil where it is gone.
  package static func number(_ pid: UInt32) -> UInt32? {
    SystemFile.namespace("mnt", of: pid)
  }

  private static let resolvPath = "etc/resolv.conf"
  private static let hostsPath = "etc/hosts"

  private static func root(of pid: UInt32, mountNamespace: UInt32) -> FileDescriptor? {
    guard let before = number(pid), mountNamespace == 0 || before == mountNamespace,
      let root = FileDescriptor(
        checking: unsafe Glibc.open("/proc/\(pid)/root", O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
      number(pid) == before
    else { return nil }
    return root
  }

  /// nil where the file is missing, or lies on a file system that a process serves (FUSE): to read it
  /// could last for ever.
  private static func open(_ path: String, below root: borrowing FileDescriptor) -> FileDescriptor?
  {
    let opened = unsafe egret_open_in_root(root.number, path, O_RDONLY | O_NONBLOCK)
    guard let file = FileDescriptor(checking: opened) else { return nil }
    var system = statfs()
    guard unsafe fstatfs(file.number, &system) == 0, system.f_type != fuse else { return nil }
    return file
  }

  /// FUSE_SUPER_MAGIC (include/uapi/linux/magic.h)
  private static let fuse = 0x6573_5546

  private static func text(_ file: borrowing FileDescriptor?, limit: Int) -> [UInt8] {
    switch file {
    case .some(let file): SystemFile.read(descriptor: file.number, limit: limit) ?? []
    case .none: []
    }
  }

  private static func writers(_ file: borrowing FileDescriptor?) -> Resolvers.Writers {
    guard let status = ResolverMark.status(file) else { return Resolvers.Writers() }
    let group = status.st_gid == 0 ? 0 : status.st_mode & S_IWGRP
    return Resolvers.Writers(
      owner: status.st_uid, isOpen: group != 0 || status.st_mode & S_IWOTH != 0)
  }

  /// Whether the mount namespace belongs to another user namespace than the machine's.
  private static func isOfUser(_ pid: UInt32) -> Bool {
    guard
      let namespace = FileDescriptor(
        checking: unsafe Glibc.open("/proc/\(pid)/ns/mnt", O_RDONLY | O_CLOEXEC)),
      let owner = FileDescriptor(checking: egret_owning_namespace(namespace.number)),
      let first = SystemFile.link("/proc/self/ns/user")
    else { return false }
    return SystemFile.link("/proc/self/fd/\(owner.number)") != first
  }
}
