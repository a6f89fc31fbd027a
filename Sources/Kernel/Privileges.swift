// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// What Egret keeps of root's powers once its programs are loaded; docs/privileges.md has the table.
package enum Privileges {
  /// Only for files that are opened again after a rotation, in whosoever's folder and for another group.
  private static let chown = 0
  private static let dacOverride = 1

  /// Gives up the rest, for the calling thread and those it makes from then on. Nothing brings them back, not even
  /// an exec.
  ///
  /// Throws where the kernel refuses that.
  package static func drop(writesFiles: Bool) throws(KernelError) {
    guard egret_keep_capabilities(kept(writesFiles: writesFiles)) == 0 else {
      throw KernelError(
        .refused, "cannot give up capabilities", why: KernelError.text(errno: errno),
        advice: "Egret keeps them until it ends")
    }
  }

  /// A bit for each.
  static func kept(writesFiles: Bool) -> UInt64 {
    let numbers =
      SupportCapability.allCases.map(\.rawValue) + (writesFiles ? [chown, dacOverride] : [])
    return numbers.reduce(0) { $0 | 1 << UInt64($1) }
  }
}
