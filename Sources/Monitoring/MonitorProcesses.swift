// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// Which process is which server.
extension Monitor {
  mutating func consume(_ fork: Fork) -> [Outcome] {
    // Found in /proc and told by the ring: what /proc said is newer.
    if let known = processes[fork.child.process], known.isAlive, known.program != .unknown {
      return []
    }
    let ended = processes.fork(fork)
    var outcomes = end(ended, at: fork.time)
    // The kernel did not know the parent's program. It may by now, but this child's it will not.
    if fork.child.program == .unknown, let node = processes[fork.child.process],
      node.program != .unknown
    {
      outcomes.append(.directive(.seed(fork.child.process, node.program)))
    }
    return outcomes
  }

  mutating func consume(_ exit: Exit) -> [Outcome] {
    askedMessages.forget(exit.actor.thread)
    containers.forget(exit.actor.process)
    let outcomes = end(processes.exit(exit), at: exit.time)
    if instance(of: exit.actor) == nil { processes.letGo(exit.actor.process) }
    return outcomes
  }

  mutating func consume(_ exec: Exec) -> [Outcome] {
    let known = processes[exec.actor.process]
    // What a dead one ran was another's: its pid came again.
    let before = known.flatMap { $0.isAlive ? $0.program : nil } ?? .unknown
    var outcomes = end(processes.exec(exec), at: exec.time)
    if exec.isOlderThanEgret {
      noteMachine(exec)
      outcomes.append(.directive(.seed(exec.actor.process, exec.actor.program)))
    }
    let above = [exec.previous, before].first { servers.instance(of: $0) != nil }
    if let above, let heir = servers.instance(of: above) {
      outcomes += inherit(exec, from: heir, above: above)
    } else {
      outcomes += classify(exec, isUnknown: before == .unknown)
    }
    return outcomes + resume(exec.actor.process)
  }

  /// The first process, or the kernel's own first thread where that one's files are closed.
  private mutating func noteMachine(_ exec: Exec) {
    guard machinePidNamespace == 0, exec.actor.process.pid <= 2 else { return }
    machinePidNamespace = exec.namespaces.pid
  }

  /// A program nobody knows yet: a server that begins, one that a server forked, or neither.
  ///
  /// What a process ran before is not known where it was found in /proc or its fork was lost:
  /// then it is its parent's child.
  private mutating func classify(_ exec: Exec, isUnknown: Bool) -> [Outcome] {
    if exec.isOlderThanEgret || isUnknown && exec.previous == .unknown,
      let above = processes[exec.parent]?.program, let parent = servers.instance(of: above)
    {
      return inherit(exec, from: parent, above: above)
    }
    if let outcomes = inspect(exec) { return outcomes }
    if let instance = sharer(of: exec) { return adopt(exec, by: instance, above: .unknown) }
    return settle(exec)
  }

  /// Of a process that is older than Egret and has lost its parent: the server whose stdin and
  /// stdout it has.
  private func sharer(of exec: Exec) -> ServerInstance? {
    guard exec.isOlderThanEgret, let own = Self.ends(exec) else { return nil }
    return servers.instances.values.filter { Self.ends($0.exec) == own }.min {
      $0.number < $1.number
    }
  }

  /// The pipes or sockets at stdin and stdout; nil where either is something else.
  private static func ends(_ exec: Exec) -> [Descriptor]? {
    let ends = Array(exec.stdio.prefix(2))
    let isOwn =
      ends.count == 2
      && ends.allSatisfy {
        ($0.kind == .pipe || $0.kind == .socket) && $0.inode != 0
      }
    return isOwn ? ends : nil
  }

  /// A server by its command line, one that no configuration lists, or nobody's program.
  mutating func settle(_ exec: Exec) -> [Outcome] {
    guard let recognition = recognise(exec) else {
      return beginUnlisted(exec) ?? [.directive(.ignore(exec.actor.program))]
    }
    return begin(exec, recognition, hasUnseenNames: exec.isOlderThanEgret)
  }

  func recognise(_ exec: Exec) -> Recognition? {
    let ancestors = processes.ancestorExecs(of: exec)
    for recogniser in recognisers {
      if let found = recogniser.recognise(exec, ancestors: ancestors) { return found }
    }
    return nil
  }

  mutating func begin(
    _ exec: Exec, _ recognition: Recognition, hasUnseenNames: Bool
  ) -> [Outcome] {
    let number = servers.nextNumber()
    let instance = ServerInstance(
      number: number, recognition: recognition, exec: exec,
      expectations: Self.expectations(for: recognition, in: policy), resolvers: nil,
      hasUnseenNames: hasUnseenNames, ended: nil)
    servers.add(instance)
    if !isJudged(instance) { return takeUnjudged(exec, by: number) }
    return [
      .directive(.watch(exec.actor.program, server: number)),
      .request(
        .readResolvers(exec.actor.process, mountNamespace: exec.namespaces.mount)),
    ] + beginStanding(exec, in: number)
  }

  /// Programs that no process runs any more.
  private mutating func end(_ programs: [ProgramID], at time: Instant) -> [Outcome] {
    for program in programs { servers.end(program, at: time) }
    return programs.map { .directive(.forget($0)) }
  }

  /// Looks again at the living processes that belong to no server, parents first.
  mutating func reclassify() -> [Outcome] {
    var outcomes: [Outcome] = []
    for exec in processes.livingExecs where servers.instance(of: exec.actor.program) == nil {
      outcomes += reclassify(exec)
    }
    return outcomes
  }

  private mutating func reclassify(_ exec: Exec) -> [Outcome] {
    if let above = processes[exec.parent]?.program, let parent = servers.instance(of: above) {
      return inherit(exec, from: parent, above: above)
    }
    guard let recognition = recognise(exec) else { return [] }
    // It was ignored until now, and so were the answers it had.
    return begin(exec, recognition, hasUnseenNames: true)
  }
}
