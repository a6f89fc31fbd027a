// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Monitoring
import Policies
import Servers

/// What the kernel side is to look for: what the entries start, and what the policy says that runs.
extension EventPipeline {
  /// From now on only lives of these are reported, and of what descends from clients and servers.
  mutating func direct(
    runs: RunInterest, entries: [ServerEntry], _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    self.runs = runs
    let programs = SuspectPrograms(entries: entries)
    let names = programs.names.union(runs.names)
    suspects = names
    let hasRoom = kernel.awaitRuns(users: runs.users, byCgroup: runs.needsCgroups)
    isCrowded = !kernel.suspect(names, shells: programs.shells) || !hasRoom || runs.needsEverything
    if isCrowded { kernel.suspectEverything() }
  }

  /// Names that nobody was looked for by until now.
  func newNames(since before: Set<String>?) -> Set<String> {
    guard let suspects else { return [] }
    return suspects.subtracting(before ?? suspects)
  }

  /// From now on whoever takes a port to which an entry's URL may lead, or of which the policy says that a
  /// server listens there, is reported; who has one is found.
  mutating func awaitPorts(
    of servers: LocalServers, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    places.read(servers.names)
    let wanted = servers.ports(isOwn: places.isOwn).union(runs.ports)
    let news = wanted.subtracting(ports).union(servers.ports(since: self.servers))
    ports = wanted
    self.servers = servers
    kernel.await(ports: ports)
    if addressNews == nil, !servers.outerPorts.isDisjoint(with: ports) {
      addressNews = AddressNews()
    }
    findHolders(at: news.intersection(ports), &kernel)
  }

  private mutating func findHolders(
    at ports: Set<UInt16>, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    for bound in PortHolders.found(at: ports) { consume(.bound(bound), &kernel) }
  }

  /// An address that the machine got may be the one to which a URL leads, and somebody listens there already.
  mutating func noticeAddresses(_ kernel: inout some DirectedKernel & ~Copyable) {
    guard addressNews?.come() == true else { return }
    places.forgetAddresses()
    findHolders(at: servers.outerPorts.intersection(ports), &kernel)
  }

  /// Strangers that run, and by a name that is new, or by the policy, may be a server.
  mutating func lookAgain(
    for names: Set<String>, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    if names.isEmpty, runs == RunInterest(Policy()) { return }
    for running in answers.runningProcesses() {
      var exec = runs.needsCgroups ? Self.placed(running) : running
      let process = exec.actor.process
      let isNamed = !monitor.knows(process) && SuspectPrograms.runs(exec, oneOf: names)
      guard isNamed || monitor.isWritten(exec) else { continue }
      if let program = kernel.program(of: process) { exec.actor.program = program }
      consume(.exec(exec), &kernel)
    }
  }

  /// An event with what the kernel side does not say of it: of an exec the end of a long command line, and where
  /// the policy asks for it its cgroup; of a port that was taken who may be meant.
  mutating func completed(
    _ event: Event, _ kernel: inout some DirectedKernel & ~Copyable
  ) -> Event {
    if case .bound(let bound) = event {
      return .bound(places.completed(bound, names: servers.names(at: bound.endpoint.port)))
    }
    guard case .exec(var exec) = event else { return event }
    if exec.argumentsAreCut, !exec.isOlderThanEgret,
      let line = ProcessFiles(exec.actor.process).commandLine
    {
      exec = exec.completed(by: line)
    }
    return .exec(runs.needsCgroups && exec.cgroup.isEmpty ? placed(exec, &kernel) : exec)
  }

  /// An exec with its cgroup. Where that is none of the policy's, the kernel side is told.
  private func placed(
    _ exec: Exec, _ kernel: inout some DirectedKernel & ~Copyable
  ) -> Exec {
    let placed = Self.placed(exec)
    // Of the root nobody knows what it is: on some machines everything is in it.
    if placed.cgroup.utf8.count > 1, !runs.mayRun(in: placed.cgroup) {
      kernel.pass(cgroup: placed.cgroup)
    }
    return placed
  }

  /// A process may have left its first cgroup for another, or be gone.
  static func placed(_ exec: Exec) -> Exec {
    var exec = exec
    exec.cgroup = ProcessFiles(exec.actor.process).cgroups.map { CgroupPath.of($0) } ?? ""
    return exec
  }
}
