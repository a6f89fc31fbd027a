// SPDX-License-Identifier: Apache-2.0

/// Something could not be told in full: how much, and where.
package struct Loss: Hashable, Sendable {
  package enum Stage: String, Hashable, Sendable, CaseIterable, Codable {
    /// The ring of forks, execs and exits was full.
    case lifecycleRing = "lifecycle_ring"
    /// The ring of destinations and names was full.
    case evidenceRing = "evidence_ring"
    /// A process's state could not be stored in the kernel: it stays not yet classified.
    case processState = "process_state"
    /// A socket's owner could not be stored.
    case socketOwner = "socket_owner"
    /// A record that user space could not understand.
    case decode
    /// The queue before the sinks was full.
    case output
    /// A program did not run because another was running on its CPU.
    case recursion
    /// Processes that Egret's own table had no place for, or that had to go for others.
    case processTable = "process_table"
    /// Names of addresses that had to go for others while they counted.
    case nameCache = "name_cache"
    /// Flows whose end will not be told, because too many were open.
    case flowTable = "flow_table"
    /// Evidence of processes that could not be looked up in time.
    case unidentified
    /// Lists of `sendmmsg`'s messages: a swapped destination among them shows as an unexpected one.
    case askedMessages = "asked_messages"
    /// Programs of servers that ended, forgotten while late evidence may have come.
    case endedPrograms = "ended_programs"
  }

  package var time: Instant
  package var stage: Stage
  /// Lost since the start of the run.
  package var total: UInt64

  package init(time: Instant, stage: Stage, total: UInt64) {
    self.time = time
    self.stage = stage
    self.total = total
  }
}
