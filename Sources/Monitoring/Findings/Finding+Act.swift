// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names
internal import Policies
internal import Servers

/// A finding of an act: what was done, by which process of which server, and what the verdict was.
extension Finding {
  init(_ act: Act, _ verdict: Verdict, _ lineage: Lineage) {
    let instance = act.doer.instance.value
    let expected = act.expectations
    let credentials = Self.credentials(lineage, instance)
    let weighing = Weighing(
      act: act, process: lineage.process, rules: verdict.rules,
      hasCredentials: !credentials.isEmpty)
    let indicators = weighing.indicators
    let reasons = [Weighing.reason(indicators)].compactMap { $0 } + verdict.reasons
    self.init(
      time: act.time, rules: verdict.rules, reasons: reasons + instance.recognition.reasons,
      server: instance.shown, process: lineage.process, parent: lineage.ancestors.first,
      ancestry: Array(lineage.ancestors.dropFirst()), target: FindingTarget(act),
      phase: act.phase, via: .unknown, hook: .connect4, expected: expected.list,
      expectedSource: expected.source, credentials: credentials,
      sinceExec: lineage.process.execTime.map { act.time.since($0) },
      container: instance.container)
    self.indicators = indicators
    isBeforeInitialize = act.isServing.map { !$0 }
    (containerName, containerImage) = (instance.containerName, instance.containerImage)
    addWay(act.deed)
    addPackage(act)
    surplus =
      instance.needs?.surplus(among: credentials, setByEntry: instance.entry?.environment ?? [])
      ?? []
    if let habit = verdict.habit, weighing.excuses(habit) { excuse(by: habit) }
  }

  /// What speaks against its code is a reason of every alert.
  private mutating func addPackage(_ act: Act) {
    guard let package = act.package?.value else { return }
    self.package = FindingPackage(
      package, host: act.reachedHost, hasName: target.hostname != nil, at: act.time)
    reasons += (package.facts?.faults ?? []).prefix(3) + (package.history?.doubts ?? []).prefix(2)
  }

  /// A library does it by itself.
  private mutating func excuse(by habit: LibraryHabit) {
    unhabitual = Unhabitual(
      rules: rules, reasons: reasons, indicators: indicators, asksOnly: habit.asksOnly)
    library = habit.library
    indicators = []
    reasons.insert("\(habit.words), by itself (\(habit.library))", at: 0)
    rules = []
    fire([.libraryHabit])
  }

  /// Most processes have the variables of the server's first program.
  private static func credentials(_ lineage: Lineage, _ instance: ServerInstance) -> [String] {
    let (own, arguments) = (lineage.environment, lineage.process.arguments)
    if arguments == instance.exec.arguments || arguments.isEmpty,
      own.isEmpty || own == instance.exec.environment
    {
      return instance.credentials
    }
    let found = instance.credentials(
      in: own.isEmpty ? instance.exec.environment : own, arguments)
    // An entry's arguments mostly pass through a launcher.
    return Array((found + instance.credentials.filter { !found.contains($0) }).prefix(64))
  }

  /// By which hook it was seen.
  private mutating func addWay(_ deed: Act.Deed) {
    switch deed {
    case .reached(let destination): addWay(destination)
    case .asked(let asked): (via, hook) = (.syscall, asked.hook)
    case .handedOff(let handoff): (via, hook) = (.syscall, handoff.asked.hook)
    case .queried(let query): addWay(query)
    case .proxied(let proxied): addWay(proxied)
    case .meddled(let meddling): (via, hook) = (.syscall, Self.hook(of: meddling.call))
    case .began, .installing, .changed: break
    }
  }

  private mutating func addWay(_ destination: Destination) {
    via = destination.via
    hook = destination.hook
    cookie = destination.cookie
    netNamespace = destination.netNamespace
    local = destination.local
    if process.name.isEmpty { process.name = destination.threadName }
  }

  private mutating func addWay(_ proxied: Proxied) {
    via = .proxy
    hook = .egress
    cookie = proxied.claim.cookie
    netNamespace = proxied.claim.netNamespace
    proxy = proxied.proxy
  }

  private mutating func addWay(_ query: NameQuery) {
    hook = .egress
    cookie = query.cookie
    netNamespace = query.netNamespace
  }

  private static func hook(of call: Meddling.Call) -> Hook {
    switch call {
    case .ptrace: .sysPtrace
    case .getDescriptor: .sysPidfdGetfd
    case .writeMemory: .sysWriteMemory
    case .writeMemoryFile: .sysWriteFile
    }
  }
}

extension FindingTarget {
  fileprivate init(_ act: Act) {
    switch act.deed {
    case .reached(let destination): self.init(destination, act.names)
    case .handedOff(let handoff): self.init(HandoffJudge(handoff, act))
    case .queried(let query):
      self.init(
        endpoint: nil, transport: query.transport, hostname: query.name, evidence: .dns,
        names: [query.name], resolver: query.resolver)
    case .proxied(let proxied): self.init(proxied, act.names)
    case .asked, .meddled, .began, .installing, .changed:
      self.init(endpoint: nil, transport: .local)
    }
  }

  private init(_ judge: HandoffJudge) {
    self.init(endpoint: nil, transport: .local, unixPath: judge.handoff.name)
    local = judge.target
  }

  private init(_ proxied: Proxied, _ known: KnownNames) {
    if let destination = proxied.destination {
      self.init(destination, known)
      return
    }
    let target = proxied.target
    self.init(
      endpoint: nil, transport: proxied.claim.transport, hostname: target.host, evidence: .proxy,
      names: [target.host])
    namedPort = target.port
  }

  private init(_ destination: Destination, _ known: KnownNames) {
    let record = known.trusted.first
    self.init(
      endpoint: destination.endpoint, transport: destination.transport, hostname: record?.name,
      evidence: record == nil ? .none : known.isOfMachine ? .machine : .dns, names: known.names,
      nameAge: record.map { destination.time.since($0.learned) },
      resolver: record?.resolver?.address)
  }
}

extension TransportProtocol {
  /// Of what does not leave the machine, or has no protocol.
  static let local = TransportProtocol(number: 0)
}

extension FindingServer {
  static let unknown = FindingServer(
    name: "", package: "", client: "", config: "", confidence: "", transport: "", candidates: [])

  init(_ instance: ServerInstance) {
    let entry = instance.entry
    let recognition = instance.recognition
    self.init(
      name: entry?.name ?? "", package: recognition.package ?? Self.program(of: instance),
      client: entry?.client ?? "", config: entry?.file ?? "",
      confidence: recognition.confidence.rawValue, transport: Self.transport(entry),
      candidates: recognition.candidates.map(\.name), isPinned: recognition.isPinned,
      isManual: recognition.isManual, line: entry?.line)
  }

  /// What stands for a package where there is none.
  private static func program(of instance: ServerInstance) -> String {
    if let name = instance.programName { return name }
    let path = instance.serverProgram ?? instance.exec.executable
    return path.split(separator: "/").last.map { String($0) } ?? instance.exec.name
  }

  private static func transport(_ entry: ServerEntry?) -> String {
    switch entry?.transport {
    case .stdio, nil: "stdio"
    case .remote: "http"
    }
  }
}
