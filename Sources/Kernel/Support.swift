// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// What this machine offers, looked at without loading anything.
package enum Support {
  package static func facts() -> [SupportFact] {
    [
      root(user: geteuid()),
      kernel(release: SystemFile.text("/proc/sys/kernel/osrelease", limit: 256) ?? ""),
      types(), cgroup(), tracefs(),
      SupportCapability.fact(status: SystemFile.text("/proc/self/status", limit: 1 << 16)),
      lockdown(SystemFile.text("/sys/kernel/security/lockdown", limit: 256)),
      unprivileged(SystemFile.text("/proc/sys/kernel/unprivileged_bpf_disabled", limit: 16)),
      processes(SystemFile.link("/proc/self/ns/pid")),
    ] + SupportFilter.facts()
  }

  static func root(user: UInt32) -> SupportFact {
    user == 0
      ? SupportFact("root", .yes, "this is user 0")
      : SupportFact("root", .no, "this is user \(user)", advice: "Try: sudo egret doctor")
  }

  static func kernel(release: String) -> SupportFact {
    let shown = release.prefix { $0 != "\n" }
    let version = MachineLimits(threadsMax: 0, release: release).version
    if version == (0, 0) { return SupportFact("kernel", .unknown, "its version cannot be read") }
    return version >= (5, 10)
      ? SupportFact("kernel", .yes, "\(shown)")
      : SupportFact("kernel", .no, "\(shown)", advice: "Egret needs 5.10 or newer")
  }

  /// The kernel's type information.
  private static func types() -> SupportFact {
    let path = "/sys/kernel/btf/vmlinux"
    return unsafe access(path, R_OK) == 0
      ? SupportFact("BTF", .yes, path)
      : SupportFact(
        "BTF", .no, "\(path): \(KernelError.text(errno: errno))",
        advice: "Use a kernel built with CONFIG_DEBUG_INFO_BTF=y")
  }

  private static func cgroup() -> SupportFact {
    let path: String
    do throws(KernelError) { path = try CgroupRoot.path() } catch {
      return SupportFact("cgroup v2", .no, error.what, advice: error.advice)
    }
    // Every cgroup but the root has this file (cgroups(7)); in a cgroup namespace a mount looks
    // like the root and is not.
    let isRoot = unsafe access(path + "/cgroup.type", F_OK) != 0
    return isRoot
      ? SupportFact("cgroup v2", .yes, "\(path), the root of the hierarchy")
      : SupportFact(
        "cgroup v2", .no, "\(path) is not the root of the hierarchy: processes outside are unseen",
        advice: "Run Egret in the host's cgroup namespace")
  }

  private static func tracefs() -> SupportFact {
    if let path = Mounts.first(type: "tracefs") { return SupportFact("tracefs", .yes, path) }
    do throws(KernelError) { _ = try Tracefs() } catch {
      return SupportFact("tracefs", .no, "\(error.what): \(error.why)", advice: error.advice)
    }
    return SupportFact("tracefs", .yes, "mounted nowhere; Egret has a mount of its own")
  }

  /// `[none] integrity confidentiality`: the brackets show what is in force.
  static func lockdown(_ text: String?) -> SupportFact {
    guard let text else {
      return SupportFact("lockdown", .unknown, "securityfs does not show it")
    }
    if text.contains("[confidentiality]") {
      return SupportFact(
        "lockdown", .no, "confidentiality: BPF programs may not read kernel memory",
        advice: "Boot with lockdown=integrity or without")
    }
    return SupportFact(
      "lockdown", .yes, text.contains("[integrity]") ? "integrity: no hindrance" : "none")
  }

  /// 0: anyone may load programs; 1: only root, for ever; 2: only root, until changed.
  static func unprivileged(_ text: String?) -> SupportFact {
    switch text.flatMap({ Int($0.filter(\.isNumber)) }) {
    case 1, 2: SupportFact("BPF for root only", .yes, "kernel.unprivileged_bpf_disabled is set")
    case 0:
      SupportFact(
        "BPF for root only", .no, "any user may load BPF programs",
        advice: "Set kernel.unprivileged_bpf_disabled=1")
    default:
      SupportFact("BPF for root only", .unknown, "kernel.unprivileged_bpf_disabled cannot be read")
    }
  }

  /// The initial namespace's inode number is fixed (include/linux/proc_ns.h).
  static func processes(_ link: String?) -> SupportFact {
    switch link {
    case "pid:[4026531836]": SupportFact("all processes", .yes, "the initial PID namespace")
    case .some:
      SupportFact(
        "all processes", .no, "Egret is in a PID namespace: /proc shows only its own processes",
        advice: "Run Egret on the host, or its container with the host's PID namespace")
    case nil: SupportFact("all processes", .unknown, "/proc/self/ns/pid cannot be read")
    }
  }
}
