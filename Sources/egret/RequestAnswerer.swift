// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Monitoring

/// Answers what the monitor asks of the machine, in the order in which it asked.
///
/// An answer is an event, and may lead to more requests: those wait behind the others. The monitor
/// asks once about a process or a namespace, so the queue runs empty.
struct RequestAnswerer: ~Copyable {
  private var requests: ArraySlice<Request> = []
  /// The rest of an answer of several events.
  private var rest: ArraySlice<Event> = []
  private var scan = ProcessScan()
  private var resolvers = ResolverFollower()
  private var peers = LocalPeers()
  private var programs: ProgramInspection
  /// nil if the kernel has no way to follow pipes.
  private var stdins: StdinWatcher?
  /// nil: what users wrote is parsed in this process.
  private let parser: ParserKeeper?

  init(
    stdins: consuming StdinWatcher?, memory: MemoryFile = MemoryFile(folder: nil),
    parser: ParserKeeper? = nil
  ) {
    self.stdins = stdins
    self.parser = parser
    programs = ProgramInspection(memory: memory)
  }

  mutating func add(_ request: Request) { requests.append(request) }

  /// The next answer; nil when nothing is asked any more. A request that cannot be answered is
  /// passed over.
  mutating func next(_ kernel: borrowing some DirectedKernel & ~Copyable) -> Event? {
    if let event = rest.popFirst() { return event }
    while let request = requests.popFirst() {
      if let answer = answer(request, kernel) { return answer }
    }
    return nil
  }

  /// First messages that were read since the last call: to be judged before what was taken from the
  /// rings meanwhile.
  mutating func firstMessages() -> [Event] { (stdins?.take() ?? []).map(Event.firstMessage) }

  /// Files of programs that were read since the last call; with a program, after a short wait for it.
  mutating func readPrograms(
    waitingFor program: ProgramID = .unknown, atMost limit: Duration = .zero
  ) -> [ProgramFacts] {
    programs.take(waitingFor: program, atMost: limit)
  }

  func isReadingPackage(of program: ProgramID) -> Bool { programs.isReadingPackage(of: program) }

  /// Writes what is to be remembered of servers. Returns what went wrong.
  mutating func keepMemory(now: Bool = false) -> String? { programs.keep(now: now) }

  /// Resolver configurations that changed since the last call. `processes` are the servers' living
  /// ones.
  mutating func changedResolvers(_ processes: () -> [Actor]) -> [Event] {
    resolvers.changes(processes: processes).map(Event.resolvers)
  }

  /// Every process that runs, as an exec, parents first.
  mutating func runningProcesses() -> [Exec] { scan.all() }

  /// A process that runs, as an exec of the actor's program; nil if it is gone.
  mutating func runningProcess(_ actor: Actor) -> Exec? {
    guard var exec = scan.exec(of: actor.process.pid), exec.actor.process == actor.process,
      !exec.executable.isEmpty  // else it is about to go
    else { return nil }
    if actor.program != .unknown { exec.actor.program = actor.program }
    return exec
  }

  private mutating func answer(
    _ request: Request, _ kernel: borrowing some DirectedKernel & ~Copyable
  ) -> Event? {
    switch request {
    case .identify(var actor):
      if actor.program == .unknown {
        actor.program = kernel.program(of: actor.process) ?? .unknown
      }
      return (runningProcess(actor) ?? Self.stranger(actor, kernel)).map(Event.exec)
    case .readResolvers(let process, let mountNamespace):
      return resolvers.begin(process.pid, mountNamespace: mountNamespace).map(Event.resolvers)
    case .readCache(let daemon):
      rest = CachedNames.events(of: daemon)[...]
      return rest.popFirst()
    case .readConnections(let processes):
      rest = SocketDiagnosis.connections(of: processes).map(Event.destination)[...]
      return rest.popFirst()
    case .countBytes(let sockets):
      rest = SocketDiagnosis.progress(of: sockets).map(Event.flowProgress)[...]
      return rest.popFirst()
    case .readRegistries(let process, let user):
      return registries(of: process, user: user).map(Event.registries)
    case .readProxies(let process, let starter):
      return ProxyConfiguration().proxies(
        of: process, starter: starter, at: Instant(nanoseconds: Clock.boottime())
      ).map(Event.proxies)
    case .awaitMessage(let process, let server, let inode):
      return stdins?.await(process, server: server, inode: inode).map(Event.firstMessage)
    case .dismissMessage(let server):
      stdins?.forget(server)
      return nil
    case .findPeer(let question): return .localPeer(peers.peer(question))
    case .inspectProgram(let actor, let user, let script, let package):
      return .programFacts(
        programs.facts(of: actor, user: user, script: script, package: package))
    case .remember(let server, let host):
      programs.remember(host, of: server)
      return nil
    case .inspectContainer(let process, let pidNamespace):
      return .container(
        ContainerInspection(parser: parser).container(of: process, pidNamespace: pidNamespace))
    }
  }

  /// The exec of a process that is gone, if it was a stranger a moment ago.
  private static func stranger(
    _ actor: Actor, _ kernel: borrowing some DirectedKernel & ~Copyable
  ) -> Exec? {
    kernel.stranger(pid: actor.process.pid).flatMap { $0.actor == actor ? $0 : nil }
  }

  /// Where an installer downloads from; nil if its configuration names no place.
  private func registries(of process: ProcessID, user: UInt32) -> Registries? {
    let endpoints = InstallerConfiguration(of: process, user: user, parser: parser).endpoints
    if endpoints.isEmpty { return nil }
    return Registries(
      time: Instant(nanoseconds: Clock.boottime()), process: process, endpoints: endpoints)
  }
}
