// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Names
internal import Processes
internal import Servers

/// What was lost, and how long it matters.
extension Monitor {
  /// What the monitor's own tables had no room for, since the start.
  package var losses: [Loss.Stage: UInt64] {
    [
      .processTable: processes.dropped &+ processes.refused, .nameCache: names.evicted,
      .flowTable: openFlows.dropped, .unidentified: droppedStrangers,
      .askedMessages: askedMessages.dropped, .endedPrograms: servers.droppedEarly,
    ]
  }

  /// Whether an answer that the server had may be among the evidence that was lost.
  ///
  /// Not one of a server that began when the loss was over. And not for ever: past the longest
  /// lifetime a name has here, the answer would count for nothing had it been seen. A quiet second
  /// alone clears nothing: the process goes on using the address whose name was lost.
  func mayMissNames(_ instance: ServerInstance, _ destination: Destination) -> Bool {
    guard let lostEvidence, instance.exec.time <= lostEvidence else { return false }
    return destination.time.since(lostEvidence) <= NameLifetime.longest
  }
}
