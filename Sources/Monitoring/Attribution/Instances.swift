// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// The servers that run, and what each program of a server is there for: installing, being installed,
/// or serving. Asks the machine for what is to be known of a program that begins.
///
/// What a person started by hand is known and marked, and judged only if that was asked for.
struct Instances: Sendable {
  private var table = ServerTable()
  /// A program that only serves has none.
  private var standings: [ProgramID: Shared<LaunchStanding>] = [:]
  private let judgesManual: Bool
  /// Servers whose last program has just ended.
  private var leaving: [UInt32] = []

  init(judgesManual: Bool) { self.judgesManual = judgesManual }

  /// Of a program of which nothing else is known: the server.
  private static let serving = LaunchStanding(launch: Launch(launcher: .plain), role: .server)

  var count: Int { table.count }
  var programCount: Int { table.programCount }
  var standingCount: Int { standings.count }
  var droppedEarly: UInt64 { table.droppedEarly }

  subscript(number: UInt32) -> Shared<ServerInstance>? { table[number] }

  func instance(of program: ProgramID) -> Shared<ServerInstance>? { table.instance(of: program) }

  func isJudged(_ instance: Shared<ServerInstance>) -> Bool {
    judgesManual || !instance.value.isManual
  }

  /// nil for a program that serves, and for one that is no server's.
  func standing(of program: ProgramID) -> Shared<LaunchStanding>? {
    standings.isEmpty ? nil : standings[program]
  }

  var all: [Shared<ServerInstance>] { table.all }

  /// Those with a living process, the first that began first.
  var running: [Shared<ServerInstance>] { table.all.filter { table.isRunning($0.value.number) } }

  /// A process runs the program: again, if none seemed to. False for one that is no server's.
  mutating func note(_ program: ProgramID) -> Bool {
    guard let instance = table.instance(of: program) else { return false }
    table.adopt(program, by: instance.value.number)
    return true
  }

  /// Whose stdin and stdout a process has that is older than Egret and has lost its parent.
  func sharer(of exec: Exec) -> Shared<ServerInstance>? {
    guard exec.isOlderThanEgret, let own = Self.ends(exec) else { return nil }
    return table.all.first { Self.ends($0.value.exec) == own }
  }

  /// The pipes or sockets at stdin and stdout; nil where either is something else.
  private static func ends(_ exec: Exec) -> [Descriptor]? {
    let ends = Array(exec.stdio.prefix(2))
    let isOwn =
      ends.count == 2
      && ends.allSatisfy { ($0.kind == .pipe || $0.kind == .socket) && $0.inode != 0 }
    return isOwn ? ends : nil
  }

  /// A server begins, of which nothing is expected yet; nil where the kernel gave no program to know it by.
  mutating func begin(
    _ beginning: Beginning, into outcomes: inout [Outcome]
  ) -> Shared<ServerInstance>? {
    let exec = beginning.exec
    let instance = ServerInstance(
      number: table.nextNumber(), recognition: beginning.recognition, exec: exec)
    table.add(instance)
    if isJudged(Shared(instance)) {
      watch(exec, into: &outcomes)
      outcomes.append(
        .request(.readResolvers(exec.actor.process, mountNamespace: exec.namespaces.mount)))
      take(LaunchStanding(beginning: exec), exec, in: instance.number, into: &outcomes)
    } else {
      takeUnjudged(exec, by: instance.number, into: &outcomes)
    }
    if beginning.isContained { contain(exec, in: instance.number, outcomes: &outcomes) }
    if isJudged(Shared(instance)) {
      outcomes.append(.request(.readProxies(exec.actor.process, starter: exec.parent)))
    }
    return table.instance(of: exec.actor.program)
  }

  /// What runs in a container is what was asked for, whatever its command line looks like: it serves,
  /// and has no registries of the machine's.
  private mutating func contain(_ exec: Exec, in number: UInt32, outcomes: inout [Outcome]) {
    standings[exec.actor.program] = nil
    table.update(number) { $0.serve(exec) }
    if case .request(.readRegistries)? = outcomes.last { outcomes.removeLast() }
  }

  /// A program below another one of the same server: `above` is what the process, or the one that
  /// forked it, ran before.
  mutating func adopt(
    _ exec: Exec, by instance: Shared<ServerInstance>, above: ProgramID,
    into outcomes: inout [Outcome]
  ) {
    let number = instance.value.number
    if !isJudged(instance) { return takeUnjudged(exec, by: number, into: &outcomes) }
    table.adopt(exec.actor.program, by: number)
    let isContained = exec.isElsewhere(than: instance.value.exec)
    let standing = (standing(of: above)?.value ?? Self.serving)
      .below(exec, isContained: isContained)
    watch(exec, into: &outcomes)
    take(standing, exec, in: number, into: &outcomes)
  }

  private func watch(_ exec: Exec, into outcomes: inout [Outcome]) {
    outcomes.append(.directive(.watch(exec.actor.program)))
  }

  /// The program is the server's, and what it does is not looked at.
  private mutating func takeUnjudged(
    _ exec: Exec, by number: UInt32, into outcomes: inout [Outcome]
  ) {
    table.adopt(exec.actor.program, by: number)
    let standing = LaunchStanding(beginning: exec)
    standings[exec.actor.program] = Shared(standing)
    if standing.launch.launcher.isContainerEngine {
      table.update(number) { $0.containerLaunch = standing.launch }
    }
    outcomes.append(.directive(.follow(exec.actor.program)))
  }

  private mutating func take(
    _ standing: LaunchStanding, _ exec: Exec, in number: UInt32, into outcomes: inout [Outcome]
  ) {
    standings[exec.actor.program] = standing == Self.serving ? nil : Shared(standing)
    guard let instance = table[number]?.value else { return }
    if instance.isChanged(by: standing) { table.update(number) { $0.take(exec, standing) } }
    if let inode = table[number]?.value.serving.pipeToFollow(for: exec) {
      outcomes.append(
        .request(.awaitMessage(exec.actor.process, server: number, inode: inode)))
    }
    if Self.downloads(exec, standing) {
      outcomes.append(.request(.readRegistries(exec.actor.process, user: exec.user)))
    }
  }

  /// Whether this very exec begins an installer.
  private static func downloads(_ exec: Exec, _ standing: LaunchStanding) -> Bool {
    if standing.installsItself { return true }
    return standing.isInstaller && Launch.of(exec).launcher.installs
  }

  mutating func learn(_ message: FirstMessage) {
    guard message.inode != 0 else { return }
    for instance in running where instance.value.serving.inode == message.inode {
      table.update(instance.value.number) { $0.serving.learn(message) }
    }
  }

  mutating func update(_ number: UInt32, _ change: (inout ServerInstance) -> Void) {
    table.update(number, change)
  }

  mutating func updateAll(_ change: (inout ServerInstance) -> Void) {
    for instance in table.all { table.update(instance.value.number, change) }
  }

  /// No process runs the program any more. Its process may run the server's next one.
  mutating func end(_ program: ProgramID, at time: Instant) {
    guard let instance = table.end(program, at: time), instance.value.serving.isFollowed else {
      return
    }
    leaving.append(instance.value.number)
  }

  /// Of servers that no process runs any more the first message is not awaited.
  mutating func dismissLeft(at time: Instant, into outcomes: inout [Outcome]) {
    for number in leaving where !table.isRunning(number) {
      table.update(number) { $0.serving.end(at: time) }
      outcomes.append(.request(.dismissMessage(server: number)))
    }
    if !leaving.isEmpty { leaving = [] }
  }

  /// Forgets the servers that ended long ago, and what their programs were there for.
  mutating func advance(to time: Instant, isDoubtful: Bool) {
    let count = table.programCount
    table.advance(to: time, isDoubtful: isDoubtful)
    if standings.isEmpty || table.programCount == count { return }
    standings = standings.filter { table.instance(of: $0.key) != nil }
  }
}
