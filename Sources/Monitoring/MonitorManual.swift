// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// Servers that a person starts by hand: known, marked, and not judged unless that was asked for.
///
/// What counts is the exec that fits the entry, and what stands at its stdin and stdout then. A
/// process below a judged server is never looked at this way, whatever terminal it opens for itself
/// or for a child.
extension Monitor {
  func isJudged(_ instance: ServerInstance) -> Bool { judgesManual || !instance.isManual }

  /// The program is the server's, and what it does is nobody's business.
  mutating func takeUnjudged(_ exec: Exec, by number: UInt32) -> [Outcome] {
    servers.adopt(exec.actor.program, by: number)
    let standing = LaunchStanding(beginning: exec)
    standings[exec.actor.program] = standing
    if standing.launch.launcher.isContainerEngine {
      servers.update(number) { $0.containerLaunch = standing.launch }
    }
    return [.directive(.ignore(exec.actor.program))]
  }

  /// Below what a person started a client may run, and start servers of its own: an entry that is
  /// nothing but `bash` must not hide them.
  mutating func beginBelow(_ manual: ServerInstance, _ exec: Exec) -> [Outcome]? {
    let above = ancestors(of: exec, upTo: manual)
    guard !ClientPrograms.clients(of: above).isEmpty else { return nil }
    if let found = recognise(exec), !found.isManual {
      return begin(exec, found, hasUnseenNames: exec.isOlderThanEgret)
    }
    return beginUnlisted(exec)
  }

  private func ancestors(of exec: Exec, upTo manual: ServerInstance) -> [Exec] {
    let own = processes.ancestorExecs(of: exec).prefix {
      servers.instance(of: $0.actor.program)?.number == manual.number
    }
    return Array(own)
  }
}
