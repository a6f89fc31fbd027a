// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Policies

/// What a watch learned.
extension Watch {
  /// The draft so far; empty where nobody learns.
  var draft: LearnedPolicy { learner?.draft ?? LearnedPolicy() }

  /// Everything that was lost on the way from the kernel to the draft.
  var lostRecords: UInt64 { told.filter { $0.key != .output }.values.reduce(0, &+) }

  mutating func noteRunningServers() { learner?.note(running: monitor) }
}
