// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Processes
internal import Servers

/// Which process is which server, and so who is charged with an act.
///
/// A program below a server's own is the server's, whatever it is called and whatever terminal it
/// opens. Any other is a server by its command line, one that no configuration lists, one that lives
/// in a container, or unowned.
struct Attribution: Sendable {
  private(set) var configured: ConfiguredServers
  private(set) var processes = ProcessTree()
  var instances: Instances
  var containers = ContainerTable()
  var programs = ProgramTable() { didSet { lastLineage = nil } }
  private var unlisted = UnlistedPrograms()
  /// The lineage that was asked for last, and at which change of the processes.
  var lastLineage: (process: ProcessID, changes: UInt64, lineage: Lineage)?
  /// Programs of clients, and of what descends from one: a server may begin below.
  private var followed: Set<ProgramID> = []
  /// Forks, execs or exits were lost: processes may run that are not known here. Never cleared: such
  /// a process, and those that it starts, may live as long as the machine.
  private(set) var hasLostLifecycle = false

  init(_ configured: ConfiguredServers, judgesManual: Bool) {
    self.configured = configured
    instances = Instances(judgesManual: judgesManual)
  }

  // MARK: Life

  mutating func consume(_ fork: Fork, into outcomes: inout [Outcome]) {
    // Found in /proc and recorded in the ring: what /proc said is newer.
    if let known = processes[fork.child.process], known.isAlive, known.program != .unknown {
      return
    }
    end(processes.fork(fork), at: fork.time, into: &outcomes)
    // The kernel did not know the parent's program. It may by now, but this child's it will not.
    if fork.child.program == .unknown, let node = processes[fork.child.process],
      node.program != .unknown
    {
      outcomes.append(.directive(.seed(fork.child.process, node.program)))
    }
  }

  mutating func consume(_ exit: Exit, into outcomes: inout [Outcome]) {
    containers.forget(exit.actor.process)
    end(processes.exit(exit), at: exit.time, into: &outcomes)
    instances.dismissLeft(at: exit.time, into: &outcomes)
    if doer(of: exit.actor) == nil { processes.letGo(exit.actor.process) }
  }

  /// The server that begins with it, if one does.
  mutating func consume(_ exec: Exec, into outcomes: inout [Outcome]) -> Beginning? {
    let beginning = place(exec, into: &outcomes)
    instances.dismissLeft(at: exec.time, into: &outcomes)
    return beginning
  }

  private mutating func place(_ exec: Exec, into outcomes: inout [Outcome]) -> Beginning? {
    let known = processes[exec.actor.process]
    // What a dead one ran was another's: its pid came again.
    let before = known.flatMap { $0.isAlive ? $0.program : nil } ?? .unknown
    end(processes.exec(exec), at: exec.time, into: &outcomes)
    if exec.isOlderThanEgret {
      containers.noteMachine(exec)
      outcomes.append(.directive(.seed(exec.actor.process, exec.actor.program)))
    }
    // Another process of a server's program was a stranger until now, and is reported as it acts.
    if instances.note(exec.actor.program) { return nil }
    for above in [exec.previous, before] where instances.instance(of: above) != nil {
      return inherit(exec, above: above, into: &outcomes)
    }
    return classify(exec, isUnknown: before == .unknown, into: &outcomes)
  }

  /// Programs that no process runs any more.
  private mutating func end(
    _ programs: [ProgramID], at time: Instant, into outcomes: inout [Outcome]
  ) {
    for program in programs {
      instances.end(program, at: time)
      followed.remove(program)
      outcomes.append(.directive(.forget(program)))
    }
  }

  mutating func noteLostLifecycle() { hasLostLifecycle = true }

  mutating func advance(to time: Instant) {
    processes.advance(to: time)
    instances.advance(to: time, isDoubtful: hasLostLifecycle || processes.refused > 0)
  }

  // MARK: Classification

  /// A program of a process that ran no server's: a server that begins, one that a server forked, or
  /// neither.
  ///
  /// What a process ran before is not known where it was found in /proc or its fork was lost: then it
  /// is its parent's child.
  private mutating func classify(
    _ exec: Exec, isUnknown: Bool, into outcomes: inout [Outcome]
  ) -> Beginning? {
    if exec.isOlderThanEgret || isUnknown && exec.previous == .unknown,
      let above = serverProgram(of: exec.parent)
    {
      return inherit(exec, above: above, into: &outcomes)
    }
    if inspect(exec, into: &outcomes) { return nil }
    if let sharer = instances.sharer(of: exec) {
      instances.adopt(exec, by: sharer, above: .unknown, into: &outcomes)
      return nil
    }
    return settle(exec, into: &outcomes)
  }

  /// What a process runs, where that is a server's.
  func serverProgram(of process: ProcessID) -> ProgramID? {
    guard let program = processes[process]?.program, instances.instance(of: program) != nil else {
      return nil
    }
    return program
  }

  /// A program below `above`, which is a server's. One that begins in another pid namespace below a
  /// container engine is that server anew, with network and files of its own.
  mutating func inherit(
    _ exec: Exec, above: ProgramID, into outcomes: inout [Outcome]
  ) -> Beginning? {
    guard let heir = instances.instance(of: above) else { return nil }
    if heir.value.isManual, let found = recognise(exec, below: heir.value) {
      return begin(Beginning(exec, found), into: &outcomes)
    }
    if let named = NamedServers.recognise(exec, below: heir.value.exec, heir.value.recognition) {
      return begin(Beginning(exec, named), into: &outcomes)
    }
    let launcher = instances.standing(of: above)?.value.launch.launcher
    guard launcher?.isContainerEngine == true, exec.isElsewhere(than: heir.value.exec) else {
      instances.adopt(exec, by: heir, above: above, into: &outcomes)
      return nil
    }
    var beginning = Beginning(exec, heir.value.recognition)
    beginning.isContained = true
    let begun = begin(beginning, into: &outcomes)
    ask(exec, into: &outcomes)
    return begun
  }

  /// A server by its command line, one that no configuration lists, or an unowned program.
  mutating func settle(_ exec: Exec, into outcomes: inout [Outcome]) -> Beginning? {
    if let begun = beginContained(exec, into: &outcomes) { return begun }
    guard let found = recognise(exec) ?? recogniseUnlisted(exec) else {
      pass(exec, into: &outcomes)
      return nil
    }
    return begin(Beginning(exec, found), into: &outcomes)
  }

  /// It is no server's. What it starts may be, if a client stands above it.
  mutating func pass(_ exec: Exec, into outcomes: inout [Outcome]) {
    let program = exec.actor.program
    guard isFollowed(exec) else { return outcomes.append(.directive(.ignore(program))) }
    if program != .unknown { followed.insert(program) }
    outcomes.append(.directive(.follow(program)))
  }

  private func isFollowed(_ exec: Exec) -> Bool {
    if followed.contains(exec.previous) || ClientPrograms.product(of: exec) != nil { return true }
    let parent = processes[exec.actor.process]?.parent ?? exec.parent
    if serverProgram(of: parent) != nil { return true }
    return processes[parent].map { followed.contains($0.program) } ?? false
  }

  private func recognise(_ exec: Exec) -> Recognition? {
    configured.recognise(exec, ancestors: processes.ancestorExecs(of: exec))
  }

  private func recogniseUnlisted(_ exec: Exec) -> Recognition? {
    UnlistedServer.recognise(exec, ancestors: processes.ancestorExecs(of: exec, limit: 4))
  }

  /// Below what a person started a client may run, and start servers of its own: an entry that is
  /// nothing but `bash` does not hide them.
  private func recognise(_ exec: Exec, below manual: ServerInstance) -> Recognition? {
    let above = processes.ancestorExecs(of: exec).prefix {
      instances.instance(of: $0.actor.program)?.value.number == manual.number
    }
    guard !ClientPrograms.clients(of: Array(above)).isEmpty else { return nil }
    if let found = recognise(exec), !found.isManual { return found }
    return recogniseUnlisted(exec)
  }

  mutating func begin(
    _ beginning: Beginning, into outcomes: inout [Outcome]
  ) -> Beginning? {
    guard let instance = instances.begin(beginning, into: &outcomes) else { return nil }
    let configured = configured
    instances.update(instance.value.number) { $0.expect(by: configured) }
    var begun = beginning
    begun.number = instance.value.number
    if beginning.recognition.isUnlisted, !beginning.isContained {
      begun.isUnlistedNews = unlisted.note(beginning.exec)
    }
    return begun
  }

  mutating func recognise(_ number: UInt32, as recognition: Recognition) {
    let configured = configured
    instances.update(number) {
      $0.recognition = recognition
      $0.expect(by: configured)
    }
  }

  // MARK: Facts of a start

  mutating func learn(_ message: FirstMessage) { instances.learn(message) }

  mutating func learn(_ registries: Registries) {
    guard let node = processes[registries.process],
      let instance = instances.instance(of: node.program)
    else { return }
    instances.update(instance.value.number) { $0.learn(registries: registries.endpoints) }
  }

  mutating func learn(_ proxies: Proxies) {
    guard let node = processes[proxies.process],
      let instance = instances.instance(of: node.program)
    else { return }
    let configured = configured
    instances.update(instance.value.number) { $0.learn(proxies, by: configured) }
  }

  // MARK: Another configuration

  /// Servers that run keep their name and are judged by the new policy, programs that were unowned
  /// are looked at again, parents first. Returns the servers that were found.
  mutating func replace(
    _ configured: ConfiguredServers, into outcomes: inout [Outcome]
  ) -> [Beginning] {
    self.configured = configured
    nameUnlisted()
    instances.updateAll { $0.expect(by: configured) }
    return processes.livingExecs.compactMap { exec in
      instances.instance(of: exec.actor.program) == nil
        ? reclassify(exec, into: &outcomes) : nil
    }
  }

  /// What was not listed may be now.
  private mutating func nameUnlisted() {
    for instance in instances.all where instance.value.recognition.isUnlisted {
      guard let found = recognise(instance.value.exec), !found.isManual else { continue }
      recognise(instance.value.number, as: found)
    }
  }

  private mutating func reclassify(_ exec: Exec, into outcomes: inout [Outcome]) -> Beginning? {
    if let above = serverProgram(of: exec.parent) {
      return inherit(exec, above: above, into: &outcomes)
    }
    if let begun = beginContained(exec, hasUnseenNames: true, into: &outcomes) { return begun }
    guard let found = recognise(exec) else { return nil }
    var beginning = Beginning(exec, found)
    // It was ignored until now, and so were the answers it had.
    beginning.hasUnseenNames = true
    return begin(beginning, into: &outcomes)
  }
}
