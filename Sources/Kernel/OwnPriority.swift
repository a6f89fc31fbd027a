// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// How much of the processors Egret gets beside others.
package enum OwnPriority {
  /// Its threads run at this nice value: a watcher that waits for its turn behind those it watches
  /// loses what they do.
  package static let nice: Int32 = -15

  /// For this thread and those it makes. False where that is not allowed (CAP_SYS_NICE).
  package static func raise() -> Bool {
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, nice) == 0
  }

  /// For this thread alone: whatever is watched comes first.
  package static func giveWay() {
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
  }
}
