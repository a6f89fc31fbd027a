// SPDX-License-Identifier: Apache-2.0

package import Events

/// The processes by descent: the fork itself counts, whatever the kernel says of parents later.
/// Bounded; see `ProcessTreeLimits`. Time comes from the events.
///
/// A dead process stays while it has descendants here, so that a double fork or a parent's death
/// cuts no line.
package struct ProcessTree: Sendable {
  let limits: ProcessTreeLimits
  var nodes: [ProcessID: ProcessNode] = [:] { didSet { changes &+= 1 } }
  /// Grows whenever a process here becomes another.
  package private(set) var changes: UInt64 = 0
  /// The process that has a pid now, or had it last.
  var holders: [UInt32: ProcessID] = [:]
  /// Children that are kept, by parent; the parent itself need not be known.
  var children: [ProcessID: Int] = [:]
  /// Dead processes within their grace, in the order of their exits.
  var graves = GraveQueue()
  /// The unowned ones of these.
  var strays = GraveQueue()
  private(set) var living = 0
  private var programs = ProgramCounts()
  private var now = Instant(nanoseconds: 0)
  /// Dead processes with living descendants, or within their grace, that had to go for new ones.
  package internal(set) var dropped: UInt64 = 0
  /// Newcomers that found no place because everything here lives.
  package internal(set) var refused: UInt64 = 0

  package init(limits: ProcessTreeLimits = ProcessTreeLimits()) { self.limits = limits }

  package var count: Int { nodes.count }

  package subscript(id: ProcessID) -> ProcessNode? { nodes[resolved(id)] }

  /// The process that has a pid now, or had it last.
  package func node(pid: UInt32) -> ProcessNode? { holders[pid].flatMap { nodes[$0] } }

  /// Living processes that run a program.
  package func count(of program: ProgramID) -> Int { programs.count(of: program) }

  /// The exec of each program that a living process began itself, oldest first.
  package var livingExecs: [Exec] {
    nodes.values.compactMap { node in
      node.isAlive && node.exec?.actor.process == node.id ? node.exec : nil
    }.sorted {
      ($0.time.nanoseconds, $0.actor.process.pid) < ($1.time.nanoseconds, $1.actor.process.pid)
    }
  }

  /// A new process. Returns programs that nothing runs any more: those of a process whose pid was
  /// reused, because its exit was lost.
  @discardableResult
  package mutating func fork(_ fork: Fork) -> [ProgramID] {
    advance(to: fork.time)
    let id = fork.child.process
    // A dead one is another process: a pid can come again within the tick that starts are cut to.
    if nodes[id]?.isAlive == true, id.start.nanoseconds != 0 {
      adopt(id, parent: fork.parent.process)
      return []
    }
    let ended = end(pid: id.pid, at: fork.time)
    if let namesake = nodes[id] { removeLine(namesake) }
    insert(child(of: self[fork.parent.process], fork))
    return ended
  }

  private func child(of parent: ProcessNode?, _ fork: Fork) -> ProcessNode {
    let inherited = parent?.program ?? .unknown
    let told = [fork.child.program, fork.parent.program].first { $0 != .unknown }
    let program = told ?? inherited
    // Another program than the parent is known to run: an exec record was lost.
    return ProcessNode(
      id: fork.child.process, parent: resolved(fork.parent.process), program: program,
      name: fork.name, shared: program == inherited ? parent?.shared : nil)
  }

  /// A process became another program. Returns programs that nothing runs any more.
  @discardableResult
  package mutating func exec(_ exec: Exec) -> [ProgramID] {
    advance(to: exec.time)
    let id = resolved(exec.actor.process)
    let ended = holders[id.pid] == id ? [] : end(pid: id.pid, at: exec.time)
    if nodes[id] == nil {
      insert(
        ProcessNode(id: id, parent: nil, program: .unknown, name: exec.name, shared: nil))
    }
    guard let node = nodes[id] else { return ended }
    adopt(id, parent: exec.parent)
    if exec.isOlderThanEgret, node.isSeen { return ended }
    return ended + run(exec, in: id, insteadOf: node)
  }

  private mutating func run(
    _ exec: Exec, in id: ProcessID, insteadOf node: ProcessNode
  ) -> [ProgramID] {
    nodes[id]?.run(exec)
    holders[id.pid] = id
    // Added first: the same exec reported twice must not end its program.
    programs.add(exec.actor.program)
    if !node.isAlive { living += 1 }
    return node.isAlive ? programs.remove(node.program).map { [$0] } ?? [] : []
  }

  /// The last thread left. Returns programs that nothing runs any more.
  @discardableResult
  package mutating func exit(_ exit: Exit) -> [ProgramID] {
    advance(to: exit.time)
    return end(resolved(exit.actor.process), at: exit.time)
  }

  /// Time passed: forgets the dead whose grace is over.
  package mutating func advance(to time: Instant) {
    now = max(now, time)
    while let grave = graves.first, now.since(grave.time) > grace {
      graves.removeFirst()
      if nodes[grave.id]?.exitTime == grave.time { removeIfDone(grave.id) }
    }
    while let stray = strays.first, now.since(stray.time) > limits.shortGrace {
      strays.removeFirst()
      if nodes[stray.id]?.exitTime == stray.time { removeIfDone(stray.id) }
    }
  }

  /// The grace of a process that a server owned, in nanoseconds.
  private var grace: UInt64 {
    nodes.count - living > limits.crowd ? limits.shortGrace : limits.grace
  }

  /// A process that left was unowned: its variables are not kept, and its grace is short.
  package mutating func letGo(_ id: ProcessID) {
    let id = resolved(id)
    guard let node = nodes[id], let exitTime = node.exitTime, !node.isLetGo else { return }
    nodes[id]?.letGo()
    strays.append(GraveQueue.Grave(id: id, time: exitTime))
  }

  /// An id as the tree spells it: the start may be missing on either side.
  func resolved(_ id: ProcessID) -> ProcessID {
    guard nodes[id] == nil, let holder = holders[id.pid] else { return id }
    if id.start.nanoseconds == 0 { return holder }
    return holder.start.nanoseconds == 0 && nodes[holder]?.isAlive == true ? holder : id
  }

  func isDone(_ node: ProcessNode) -> Bool {
    guard let exitTime = node.exitTime else { return false }
    let grace = node.isLetGo ? limits.shortGrace : self.grace
    return now.since(exitTime) > grace && children[node.id] == nil
  }

  private mutating func insert(_ node: ProcessNode) {
    guard makeRoom() else {
      refused &+= 1
      return
    }
    nodes[node.id] = node
    holders[node.id.pid] = node.id
    programs.add(node.program)
    living += 1
    if let parent = node.parent { children[parent, default: 0] += 1 }
  }

  /// Gives a process its parent, if its fork was not seen.
  private mutating func adopt(_ id: ProcessID, parent: ProcessID) {
    guard parent.pid != 0, parent.pid != id.pid, nodes[id]?.parent == nil else { return }
    let parent = resolved(parent)
    nodes[id]?.parent = parent
    children[parent, default: 0] += 1
  }

  /// Ends whoever holds a pid that has another holder now.
  private mutating func end(pid: UInt32, at time: Instant) -> [ProgramID] {
    holders[pid].map { end($0, at: time) } ?? []
  }

  private mutating func end(_ id: ProcessID, at time: Instant) -> [ProgramID] {
    guard let node = nodes[id], node.isAlive else { return [] }
    nodes[id]?.exitTime = time
    living -= 1
    graves.append(GraveQueue.Grave(id: id, time: time))
    return programs.remove(node.program).map { [$0] } ?? []
  }
}
