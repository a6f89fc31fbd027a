// SPDX-License-Identifier: Apache-2.0

internal import Events

/// The machine's resolver daemons, those that ended included: what they were told before still counts.
struct ResolverDaemonTable: Sendable {
  /// Of those that ended; one that restarts all day is not followed for ever.
  private static let limit = 64

  private var processes: [ProcessID] = []
  /// A child that answers for its parent runs the same program.
  private var programs: Set<ProgramID> = []

  mutating func learn(_ daemons: [ProcessID]) {
    for process in daemons where !processes.contains(process) { processes.append(process) }
    if processes.count > Self.limit { processes.removeFirst(processes.count - Self.limit) }
  }

  mutating func note(_ program: ProgramID) {
    if programs.count >= Self.limit { programs.removeAll() }
    programs.insert(program)
  }

  func contains(_ process: ProcessID) -> Bool { processes.contains(process) }

  func contains(_ actor: Actor) -> Bool { programs.contains(actor.program) }
}
