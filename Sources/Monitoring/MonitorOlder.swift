// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Processes
package import Servers

/// What ran, and what was connected, before Egret.
extension Monitor {
  static let isOlder = "the connection is older than Egret"

  /// The living processes that began a program of a server's, oldest first: those whose sockets are
  /// the server's.
  package var serverProcesses: [Actor] {
    processes.livingExecs.map(\.actor).filter { instance(of: $0) != nil }
  }

  /// The servers that run: what each may be, and the process that began it, oldest first.
  package var runningEntries: [(candidates: [ServerEntry], process: ProcessID)] {
    servers.instances.values.filter { $0.ended == nil && isJudged($0) }.sorted {
      $0.number < $1.number
    }
    .map { ($0.recognition.candidates, $0.exec.actor.process) }
  }

  /// Whether a client, or a helper of one, started it: by the products of its parent and of the
  /// parent's parent.
  package func isBelowClient(_ exec: Exec) -> Bool {
    !ClientPrograms.clients(of: processes.ancestorExecs(of: exec, limit: 2)).isEmpty
  }

  /// Each connection is told once: when it is found open or when it is seen, whichever is first.
  mutating func isNews(_ destination: Destination, _ instance: ServerInstance) -> Bool {
    if destination.isOlderThanEgret {
      // Made while Egret began: its connect was seen as well.
      let isSeen = openFlows[destination.cookie]?.target.endpoint == destination.endpoint
      guard !isSeen, !older.holds(destination, of: instance.number) else { return false }
      older.add(destination, of: instance.number)
      return true
    }
    return !Self.isUse(destination.hook) || !older.holds(destination, of: instance.number)
  }

  /// Something was sent on a socket, rather than a socket connected.
  private static func isUse(_ hook: Hook) -> Bool { hook == .egress || hook == .sendLength }
}
