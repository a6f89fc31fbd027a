// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Egret's own processes, which the kernel side does not report.
struct OwnProcesses: Hashable, Sendable {
  /// Does the canary's acts, and is reported while it does.
  let canary: UInt32
  /// Watches; no process's number where the same process does both.
  let watcher: UInt32

  /// This process, with the canary in a process of its own or, without one, in this.
  init(canary process: CanaryProcess?) {
    let own = UInt32(bitPattern: getpid())
    canary = process.map { UInt32(bitPattern: $0.pid) } ?? own
    watcher = process == nil ? .max : own
  }
}
