// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// The root of the cgroup v2 hierarchy, unified or beside v1 ("hybrid").
package enum CgroupRoot {
  /// Where it is mounted.
  package static func path() throws(KernelError) -> String {
    if let path = Mounts.first(type: "cgroup2") { return path }
    throw KernelError(
      .noCgroup2, "no cgroup v2 hierarchy is mounted", why: "",
      advice:
        "Mount it: mkdir -p /sys/fs/cgroup/unified && mount -t cgroup2 none /sys/fs/cgroup/unified")
  }

  static func open() throws(KernelError) -> FileDescriptor {
    let path = try path()
    let number = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if let directory = FileDescriptor(checking: number) { return directory }
    throw KernelError(.noCgroup2, "cannot open \(path)", why: KernelError.text(errno: errno))
  }
}
