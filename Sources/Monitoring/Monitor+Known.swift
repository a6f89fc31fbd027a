// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Policies
internal import Processes
package import Servers

/// What a monitor knows, for those who drive it.
extension Monitor {
  /// Servers with a living process that are judged.
  package var runningServers: Int { attribution.running.count }

  /// The living processes that began a program of a server's, oldest first: those whose sockets are
  /// the server's.
  package var serverProcesses: [Actor] { attribution.serverProcesses }

  /// The servers that run: what each may be, and the process that began it, oldest first.
  package var runningEntries: [(candidates: [ServerEntry], process: ProcessID)] {
    attribution.running.map { ($0.value.recognition.candidates, $0.value.exec.actor.process) }
  }

  /// What a draft has of each of them beside its flows.
  package var runningBackgrounds: [ServerBackground] {
    attribution.running.map { instance in
      let instance = instance.value
      return ServerBackground(
        names: instance.recognition.candidates.map(\.name), expectations: instance.expectations,
        unverified: attribution.configured.unverified(
          for: instance.recognition, in: instance.home),
        asked: asking.names(of: instance.number).filter { instance.habits.habit(of: $0) == nil })
    }
  }

  /// Whether it may be a resolver that was configured since the files were last read.
  package func mayBeNewResolver(_ destination: Destination) -> Bool {
    destination.isNameService && !names.isKnownResolver(destination.endpoint.address)
  }

  /// The own side of a socket that was reported, for what will be reported of it later.
  package mutating func note(local: Endpoint, of cookie: UInt64) {
    flows.note(local: local, of: cookie)
    handoffs.note(local: local, of: cookie)
  }

  /// Whether it is known what a living process runs.
  package func knows(_ process: ProcessID) -> Bool { attribution.knows(process) }
  package func knows(pid: UInt32) -> Bool { attribution.knows(pid: pid) }

  /// Whether the policy says that it is a server, by what it runs and where.
  package func isWritten(_ exec: Exec) -> Bool {
    attribution.configured.recognise(exec, in: nil) != nil
  }

  /// Whether a client, or a helper of one, started it.
  package func isBelowClient(_ exec: Exec) -> Bool { attribution.isBelowClient(exec) }

  /// What the monitor's own tables had no room for, since the start.
  package var losses: [Loss.Stage: UInt64] {
    let processes = attribution.processes
    return [
      .processTable: processes.dropped &+ processes.refused, .nameCache: names.evicted,
      .flowTable: flows.dropped, .unidentified: unidentified.dropped, .askedMessages: calls.dropped,
      .endedPrograms: attribution.instances.droppedEarly,
    ]
  }
}
