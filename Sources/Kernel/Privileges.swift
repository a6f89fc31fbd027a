// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// What Egret keeps of root's powers once its programs are loaded; docs/privileges.md has the tables.
package enum Privileges {
  /// Only for files that are opened again after a rotation, in whosoever's folder and for another group.
  private static let chown = 0
  private static let dacOverride = 1

  /// Gives up the rest, for the calling thread and those it makes from then on, and has the kernel refuse, to all of
  /// the process, what it never asks for after its start. Nothing brings either back, not even an exec.
  ///
  /// Throws where the kernel refuses that.
  package static func drop(writesFiles: Bool) throws(KernelError) {
    try keep(kept(writesFiles: writesFiles))
    try filter(EGRET_WATCHER)
  }

  /// The same of the canary's process, which keeps the raw packet's.
  static func dropForCanary() throws(KernelError) {
    try keep(1 << UInt64(SupportCapability.netRaw.rawValue))
    try filter(EGRET_CANARY)
  }

  private static func keep(_ mask: UInt64) throws(KernelError) {
    guard egret_keep_capabilities(mask) == 0 else {
      throw KernelError(
        .refused, "cannot give up capabilities", why: KernelError.text(errno: errno),
        advice: "Egret keeps them until it ends")
    }
  }

  private static func filter(_ whose: egret_filtered) throws(KernelError) {
    guard egret_filter_calls(whose) == 0 else {
      throw KernelError(
        .refused, "cannot filter system calls (seccomp)", why: KernelError.text(errno: errno),
        advice: "Egret may ask the kernel for everything until it ends")
    }
  }

  /// A bit for each.
  static func kept(writesFiles: Bool) -> UInt64 {
    let numbers =
      SupportCapability.watcher.map(\.rawValue) + (writesFiles ? [chown, dacOverride] : [])
    return numbers.reduce(0) { $0 | 1 << UInt64($1) }
  }
}
