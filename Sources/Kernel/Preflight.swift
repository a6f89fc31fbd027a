// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// What Egret cannot do without, looked at before the kernel is asked.
package enum Preflight {
  /// The root cgroup's directory, where all is well.
  static func check() throws(KernelError) -> FileDescriptor {
    try checkRoot()
    guard unsafe access("/sys/kernel/btf/vmlinux", R_OK) == 0 else {
      throw KernelError(
        .noBTF, "this kernel has no type information (BTF)",
        why: "/sys/kernel/btf/vmlinux is not there",
        advice: "Use a kernel built with CONFIG_DEBUG_INFO_BTF=y, 5.10 or newer")
    }
    return try CgroupRoot.open()
  }

  package static func checkRoot(for command: String = "run") throws(KernelError) {
    guard geteuid() != 0 else { return }
    throw KernelError(
      .notRoot, "Egret needs root to load its BPF programs", why: "this is user \(geteuid())",
      advice: "Try: sudo egret \(command)")
  }
}
