// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Monitoring
import Policies
import Servers

/// Which of the configured servers run now, found as `run` finds them when it starts.
struct RunningServers: Sendable {
  private var pids: [ServerEntry: [UInt32]] = [:]
  private var starters: [ServerEntry: [ProcessID]] = [:]

  /// `processes` are parents before children.
  init(entries: [ServerEntry], policy: Policy = Policy(), processes: [Exec]) {
    var monitor = Monitor(policy: policy, recognisers: [EntryRecogniser(entries: entries)])
    let runs = RunInterest(policy)
    for exec in processes {
      let exec = runs.needsCgroups ? EventPipeline.placed(exec) : exec
      for outcome in monitor.consume(.exec(exec)) {
        guard !policy.runs.isEmpty,
          case .request(.inspectContainer(let process, let namespace)) = outcome
        else { continue }
        let container = ContainerInspection(parser: nil).container(
          of: process, pidNamespace: namespace)
        _ = monitor.consume(.container(container))
      }
    }
    for bound in Self.bound(LocalServers(entries: entries), runs) {
      _ = monitor.consume(.bound(bound))
    }
    let parents = Dictionary(
      processes.map { ($0.actor.process, $0.parent) }, uniquingKeysWith: { $1 })
    for running in monitor.runningEntries {
      for entry in running.candidates {
        pids[entry, default: []].append(running.process.pid)
        if let parent = parents[running.process] { starters[entry, default: []].append(parent) }
      }
    }
  }

  /// Who listens where an entry's URL leads, or the policy says that a server does.
  private static func bound(_ servers: LocalServers, _ runs: RunInterest) -> [Bound] {
    var places = OwnPlaces()
    places.read(servers.names)
    let ports = servers.ports(isOwn: places.isOwn).union(runs.ports)
    let found = PortHolders.found(
      at: ports, sockets: servers.sockets, isKeeper: PortKeepers.isOne)
    return found.map { bound in
      places.completed(bound, names: servers.names(at: bound.endpoint.port))
    }
  }

  /// The processes that began it, oldest first. Where entries fit equally, all of them have them.
  func pids(of entry: ServerEntry) -> [UInt32] { pids[entry] ?? [] }

  /// The parents of these processes.
  func starters(of entry: ServerEntry) -> [ProcessID] { starters[entry] ?? [] }

  /// All processes for root, for anyone else their own.
  static func processes() -> [Exec] {
    var scan = ProcessScan()
    let user = Accounts.current
    return scan.all().filter { user == 0 || $0.user == user }
  }
}
