// SPDX-License-Identifier: Apache-2.0

package import Events

/// How a run is doing: what heartbeat, start, stop and notices say.
package struct Status: Hashable, Sendable {
  package var time: Instant
  /// When this run began.
  package var started: Instant
  /// Records from the kernel since then.
  package var events: UInt64
  /// Lost since then, by stage. A stage that is not there has lost nothing.
  package var losses: [Loss.Stage: UInt64]
  /// The same by program of the kernel side, in the order of names; those that lost nothing are not
  /// there.
  package var programLosses: [ProgramLoss]
  /// Each output of lines, in the order in which they were given.
  package var outputs: [OutputStatus]
  package var hooksAttached: Int
  package var hooksRequired: Int
  /// Hooks that attached and do not report.
  package var hooksSilent: [String]
  package var serversWatched: Int
  /// The policy's file; `built-in` where there is none.
  package var policy: String
  /// Of the policy's text, in hexadecimal; empty where there is none.
  package var policyHash: String

  /// Filled in by `AlertStream.tell`.
  package var findings: UInt64 = 0
  /// Filled in by `AlertStream.tell`.
  package var alerts: UInt64 = 0
  /// Filled in by `AlertStream.tell`.
  package var factsRemembered = 0
  /// Filled in by `AlertStream.tell`.
  package var lastSequence: UInt64 = 0

  package init(
    time: Instant, started: Instant, events: UInt64 = 0, losses: [Loss.Stage: UInt64] = [:],
    programLosses: [ProgramLoss] = [], outputs: [OutputStatus] = [], hooksAttached: Int = 0,
    hooksRequired: Int = 0, hooksSilent: [String] = [], serversWatched: Int = 0,
    policy: String = "",
    policyHash: String = ""
  ) {
    self.time = time
    self.started = started
    self.events = events
    self.losses = losses
    self.programLosses = programLosses
    self.outputs = outputs
    self.hooksAttached = hooksAttached
    self.hooksRequired = hooksRequired
    self.hooksSilent = hooksSilent
    self.serversWatched = serversWatched
    self.policy = policy
    self.policyHash = policyHash
  }
}
