// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// Who is charged, and what a finding shows of them.
extension Attribution {
  /// The server whose act it is; nil for one that is not judged.
  func doer(of actor: Actor) -> Doer? {
    var program = actor.program
    var found = instances.instance(of: program)
    if found == nil, let node = processes[actor.process] {
      program = node.program
      found = instances.instance(of: program)
    }
    guard let instance = found, instances.isJudged(instance) else { return nil }
    let standing = instances.standing(of: program)
    let installsItself = standing?.value.installsItself == true
    return Doer(
      actor: actor, instance: instance, standing: standing,
      programBegan: installsItself ? processes[actor.process]?.execTime : nil)
  }

  /// The number of the instance that a process belongs to, judged or not.
  func server(of actor: Actor) -> UInt32? {
    let found =
      instances.instance(of: actor.program)
      ?? processes[actor.process].flatMap { instances.instance(of: $0.program) }
    return found?.value.number
  }

  /// The servers to charge: the socket's owner first, then the running task. Where they are two
  /// servers both must be allowed to: a descriptor can be taken as well as given.
  func doers(of destination: Destination) -> (first: Doer, second: Doer?)? {
    let acting = doer(of: destination.actor)
    guard let owner = destination.owner, let owning = doer(of: owner) else {
      return acting.map { ($0, nil) }
    }
    guard let acting else { return (owning, nil) }
    if acting.number == owning.number { return (acting, nil) }
    return (owning, destination.hook.isOfTheTask ? acting : nil)
  }

  /// Whether a process runs a program of this server's.
  func isOwn(pid: UInt32, of number: UInt32) -> Bool {
    guard let node = processes.node(pid: pid), node.isAlive else { return false }
    return instances.instance(of: node.program)?.value.number == number
  }

  /// Whether the process is to be looked up: it is unknown because records were lost; or it is known,
  /// and the kernel says that its exec was missed. Where no record was lost, a process that is not
  /// known left long ago.
  func isUnidentified(_ actor: Actor) -> Bool {
    guard actor.process.pid != 0 else { return false }
    guard let node = processes[actor.process] else { return hasLostLifecycle }
    return actor.program == .unknown && node.exec?.isOlderThanEgret == false
  }

  func lineage(of process: ProcessID) -> Lineage {
    let node = processes[process]
    return Lineage(
      process, node, ancestors: processes.ancestors(of: process),
      facts: node.flatMap { programs[$0.program] })
  }

  /// The same, kept until a process changes: one acts again and again.
  mutating func keptLineage(of process: ProcessID) -> Lineage {
    if let kept = lastLineage, kept.process == process, kept.changes == processes.changes {
      return kept.lineage
    }
    let lineage = lineage(of: process)
    lastLineage = (process, processes.changes, lineage)
    return lineage
  }

  /// Of whoever has the pid now, or had it last.
  func lineage(pid: UInt32) -> Lineage {
    lineage(
      of: processes.node(pid: pid)?.id ?? ProcessID(pid: pid, start: Instant(nanoseconds: 0)))
  }

  /// Whether it is known what the process runs, while it lives.
  func knows(_ process: ProcessID) -> Bool {
    processes[process].map { $0.isAlive && $0.exec != nil } ?? false
  }

  func knows(pid: UInt32) -> Bool { processes.node(pid: pid).map { knows($0.id) } ?? false }

  /// The living processes above one of which only the fork was reported, nearest first: strangers until
  /// then.
  func unnamedAncestors(of process: ProcessID) -> [Actor] {
    processes.ancestors(of: process).filter { $0.isAlive && $0.exec == nil }.map {
      Actor(process: $0.id, thread: $0.id.pid, program: $0.program)
    }
  }

  /// The living processes that began a program of a judged server's, oldest first.
  var serverProcesses: [Actor] { processes.livingExecs.map(\.actor).filter { doer(of: $0) != nil } }

  /// The living processes of one server, forked ones too, oldest first.
  func processes(of number: UInt32) -> [Actor] {
    processes.livingActors.filter { instances.instance(of: $0.program)?.value.number == number }
  }

  /// The judged servers that run, the first that began first.
  var running: [Shared<ServerInstance>] { instances.running.filter(instances.isJudged) }

  /// Whether a client, or a helper of one, started it: by the products of its parent and of the
  /// parent's parent.
  func isBelowClient(_ exec: Exec) -> Bool {
    !ClientPrograms.clients(of: processes.ancestorExecs(of: exec, limit: 2)).isEmpty
  }
}

extension Hook {
  /// Whether the running task is the one that acts: below the sockets it is whoever runs.
  fileprivate var isOfTheTask: Bool {
    switch self {
    case .connect4, .connect6, .sendmsg4, .sendmsg6, .sysConnect, .sysSendto, .sysSendmsg,
      .sysSendmmsg, .sysSocket, .sysIoctl, .sendLength, .unix, .unixConnected, .sysPtrace,
      .sysPidfdGetfd,
      .sysWriteMemory, .sysWriteFile, .bind4, .bind6,
      .accept:
      true
    case .egress, .ingress, .route, .release, .floor, .sockets, .files: false
    }
  }
}
