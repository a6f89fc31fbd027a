// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Events
internal import Names
internal import Policies
internal import Processes
internal import Servers

/// Findings from what the rooms know.
extension Monitor {
  func finding(
    _ destination: Destination, _ actor: Actor, _ instance: ServerInstance, _ known: KnownNames,
    _ verdict: Verdict
  ) -> Finding {
    var finding = finding(
      time: destination.time, actor: actor, target: target(destination, known), instance, verdict)
    finding.via = destination.via
    finding.hook = destination.hook
    finding.cookie = destination.cookie
    finding.netNamespace = destination.netNamespace
    if finding.process.name.isEmpty { finding.process.name = destination.threadName }
    return finding
  }

  func finding(
    _ asked: AskedCall, _ target: FindingTarget, _ instance: ServerInstance, _ verdict: Verdict
  ) -> Finding {
    var finding = finding(
      time: asked.time, actor: asked.actor, target: target, instance, verdict)
    finding.via = .syscall
    finding.hook = asked.hook
    return finding
  }

  func finding(
    _ meddling: Meddling, _ instance: ServerInstance, _ verdict: Verdict
  ) -> Finding {
    let target = FindingTarget(endpoint: nil, transport: TransportProtocol(number: 0))
    var finding = finding(
      time: meddling.time, actor: meddling.actor, target: target, instance, verdict)
    finding.via = .syscall
    finding.hook = Self.hook(of: meddling.call)
    return finding
  }

  private static func hook(of call: Meddling.Call) -> Hook {
    switch call {
    case .ptrace: .sysPtrace
    case .getDescriptor: .sysPidfdGetfd
    case .writeMemory: .sysWriteMemory
    case .writeMemoryFile: .sysWriteFile
    }
  }

  func finding(
    time: Instant, actor: Actor, target: FindingTarget, _ instance: ServerInstance,
    _ verdict: Verdict
  ) -> Finding {
    let process = process(actor.process)
    let above = processes.ancestors(of: actor.process).map(Self.process)
    let expected = expectations(of: actor, instance)
    var finding = Finding(
      time: time, rules: verdict.rules, reasons: verdict.reasons + instance.recognition.reasons,
      server: Self.server(instance), process: process, parent: above.first,
      ancestry: Array(above.dropFirst()), target: target, phase: phase(at: time, actor, instance),
      via: .unknown, hook: .connect4, expected: expected.list, expectedSource: expected.source,
      credentials: credentials(actor, instance),
      sinceExec: process.execTime.map { time.since($0) }, container: instance.container)
    finding.isBeforeInitialize = instance.serving.isServing(at: time).map { !$0 }
    return finding
  }

  /// What an installation is expected to use is another thing than what the server is.
  func expectations(of actor: Actor, _ instance: ServerInstance) -> Expectations {
    let standing = standing(of: actor)
    if standing.role == .installScript { return .none }
    return standing.isInstaller ? instance.registry : instance.expectations
  }

  private func target(_ destination: Destination, _ known: KnownNames) -> FindingTarget {
    let record = known.trusted.first
    return FindingTarget(
      endpoint: destination.endpoint, transport: destination.transport, hostname: record?.name,
      evidence: record == nil ? .none : .dns, names: known.names,
      nameAge: record.map { destination.time.since($0.learned) },
      resolver: record?.resolver?.address)
  }

  private static func server(_ instance: ServerInstance) -> FindingServer {
    let entry = instance.entry
    let recognition = instance.recognition
    let path = instance.serverProgram ?? instance.exec.executable
    let program = path.split(separator: "/").last.map { String($0) }
    return FindingServer(
      name: entry?.name ?? "",
      package: recognition.package ?? ProgramName.of(instance.exec) ?? program
        ?? instance.exec.name,
      client: entry?.client ?? "", config: entry?.file ?? "",
      confidence: recognition.confidence.rawValue, transport: transport(entry),
      candidates: recognition.candidates.map(\.name), isPinned: recognition.isPinned,
      isManual: recognition.isManual)
  }

  private static func transport(_ entry: ServerEntry?) -> String {
    switch entry?.transport {
    case .stdio, nil: "stdio"
    case .remote: "http"
    }
  }

  func process(_ id: ProcessID) -> FindingProcess {
    if let node = processes[id] { return Self.process(node) }
    return FindingProcess(id: id, name: "", path: "", arguments: [], user: 0)
  }

  static func process(_ node: ProcessNode) -> FindingProcess {
    let exec = node.exec
    return FindingProcess(
      id: node.id, name: node.name, path: exec?.executable ?? "", arguments: exec?.arguments ?? [],
      argumentsAreCut: exec?.argumentsAreCut ?? false, user: exec?.user ?? 0,
      group: exec?.group ?? 0, login: exec?.login, execTime: node.execTime)
  }

  /// Names of variables that hold credentials: those the process has, and those the entry sets.
  private func credentials(_ actor: Actor, _ instance: ServerInstance) -> [String] {
    let own = processes[actor.process]?.exec?.environment ?? []
    let given = instance.entry?.environment ?? []
    return CredentialName.suspicious((own.isEmpty ? instance.exec.environment : own) + given)
  }
}
