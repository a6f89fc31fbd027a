// SPDX-License-Identifier: Apache-2.0

package import Events
package import Policies
internal import Processes
package import Servers

/// Turns observed events into outcomes: hands each to the parts that it is for, and collects what they
/// say. Has no clock, no lock and no I/O.
package struct Monitor {
  private(set) var attribution: Attribution
  private(set) var unidentified = UnidentifiedEvidence()
  private(set) var names: GivenNames
  private(set) var calls = AskedCalls()
  var flows: Flows
  var asking = Asking()
  private(set) var connections = Connections()
  var proxies = ProxyConnections()
  var tunnels = Tunnels()

  /// `tellsAll` reports every flow of a server, expected or not; `judgesManual` judges also what a
  /// person started by hand.
  package init(
    policy: Policy, recognisers: [any Recogniser], tellsAll: Bool = false,
    judgesManual: Bool = false
  ) {
    attribution = Attribution(
      ConfiguredServers(policy: policy, recognisers: recognisers), judgesManual: judgesManual)
    names = GivenNames(policy.resolvers)
    flows = Flows(reportsAll: tellsAll)
  }

  /// What the event means.
  package mutating func consume(_ event: Event) -> [Outcome] {
    var outcomes: [Outcome] = []
    consume(event, into: &outcomes)
    return outcomes
  }

  /// Adds what the event means: findings to report, directives for the kernel side, and requests whose
  /// answers come back as events.
  package mutating func consume(_ event: Event, into outcomes: inout [Outcome]) {
    if asking.isWaiting { releaseFindings(at: event.time, into: &outcomes) }
    switch event {
    case .fork(let fork): attribution.consume(fork, into: &outcomes)
    case .exec(let exec): consume(exec, into: &outcomes)
    case .exit(let exit): consume(exit, into: &outcomes)
    case .askedCall(let asked): consume(asked, into: &outcomes)
    case .destination(let destination): consume(destination, into: &outcomes)
    case .dnsPayload(let payload):
      let messages = names.learn(payload, by: attribution.server(of: payload.owner))
      consume(messages, of: payload, into: &outcomes)
    case .streamSegment(let segment):
      for message in connections.take(segment) { consume(.dnsPayload(message), into: &outcomes) }
    case .claim(let claim): consume(claim, into: &outcomes)
    case .meddling(let meddling): consume(meddling, into: &outcomes)
    case .flowEnd(let flow): consume(flow, into: &outcomes)
    case .resolvers(let resolvers): consume(resolvers, into: &outcomes)
    case .registries(let registries): attribution.learn(registries)
    case .proxies(let proxies): attribution.learn(proxies)
    case .container(let container):
      begin(attribution.consume(container, into: &outcomes), into: &outcomes)
    case .programFacts(let facts): attribution.programs.learn(facts)
    case .firstMessage(let message): attribution.learn(message)
    case .bound(let bound): consume(bound, into: &outcomes)
    case .loss(let loss): consume(loss)
    case .tick(let time): advance(to: time)
    }
  }

  /// What to report of a change of a client's list: always something. It changes nothing here; see
  /// `replace`.
  package func consume(_ change: ConfigurationChange) -> [Outcome] {
    [.finding(Finding(change, by: change.writer.map { attribution.lineage(pid: $0) }))]
  }

  /// What to report of a configuration that could not be read whole.
  package func consume(_ gap: ConfigurationGap) -> [Outcome] { [.finding(Finding(gap))] }

  /// Another policy or other entries from now on. Servers that run keep their name and are judged by
  /// the new policy; programs that were ignored are looked at again.
  package mutating func replace(policy: Policy, recognisers: [any Recogniser]) -> [Outcome] {
    var outcomes: [Outcome] = []
    names.choose(policy.resolvers)
    let configured = ConfiguredServers(policy: policy, recognisers: recognisers)
    for beginning in attribution.replace(configured, into: &outcomes) {
      begin(beginning, into: &outcomes)
    }
    return outcomes
  }

  // MARK: Life

  private mutating func consume(_ exec: Exec, into outcomes: inout [Outcome]) {
    begin(attribution.consume(exec, into: &outcomes), into: &outcomes)
    inspect(exec, into: &outcomes)
    listen(to: exec.actor, into: &outcomes)
    for event in unidentified.take(exec.actor.process) { consume(event, into: &outcomes) }
  }

  private mutating func consume(_ bound: Bound, into outcomes: inout [Outcome]) {
    if attribution.isUnidentified(bound.actor) {
      return wait(.bound(bound), of: bound.actor, into: &outcomes)
    }
    for beginning in attribution.consume(bound, into: &outcomes) {
      begin(beginning, into: &outcomes)
    }
  }

  private mutating func consume(_ exit: Exit, into outcomes: inout [Outcome]) {
    calls.forget(exit.actor.thread)
    attribution.consume(exit, into: &outcomes)
  }

  private mutating func begin(_ beginning: Beginning?, into outcomes: inout [Outcome]) {
    guard let beginning, let number = beginning.number else { return }
    let exec = beginning.exec
    inspect(exec, into: &outcomes)
    names.begin(
      number, exec, hasUnseenNames: beginning.hasUnseenNames, isContained: beginning.isContained)
    for actor in attribution.unnamedAncestors(of: exec.actor.process) {
      outcomes.append(.request(.identify(actor)))
    }
    guard beginning.isUnlistedNews, let doer = attribution.doer(of: exec.actor) else { return }
    report(Act(.began(exec), by: doer), into: &outcomes)
  }

  /// Asks once what there is to say of a server's program: it may be gone when it is to be reported.
  private mutating func inspect(_ exec: Exec, into outcomes: inout [Outcome]) {
    guard attribution.doer(of: exec.actor) != nil, attribution.programs.note(exec.actor.program)
    else { return }
    outcomes.append(
      .request(.inspectProgram(exec.actor, user: exec.user, script: ScriptPath.of(exec))))
  }

  private mutating func consume(_ resolvers: Resolvers, into outcomes: inout [Outcome]) {
    names.learn(resolvers)
    asking.learn(resolvers)
    for process in resolvers.daemons {
      let node = attribution.processes[process]
      let actor = Actor(
        process: process, thread: process.pid, program: node?.program ?? .unknown)
      if attribution.knows(process) {
        listen(to: actor, into: &outcomes)
      } else if attribution.processes.count > 0 {
        // A stranger that began since; before the first scan every process is one.
        outcomes.append(.request(.identify(actor)))
      }
    }
  }

  /// What a resolver daemon of the machine asks is wanted, whatever else it does; a server is none.
  private mutating func listen(to actor: Actor, into outcomes: inout [Outcome]) {
    guard names.isDaemon(actor.process), actor.program != .unknown,
      attribution.server(of: actor) == nil
    else { return }
    outcomes.append(.directive(.watch(actor.program)))
    if names.noteDaemon(actor.program) { outcomes.append(.request(.readCache(actor))) }
  }

  private mutating func consume(_ loss: Loss) {
    switch loss.stage {
    case .evidenceRing: names.noteLoss(at: loss.time)
    case .lifecycleRing, .recursion: attribution.noteLostLifecycle()
    case .processState, .socketOwner, .decode, .output, .processTable, .nameCache, .flowTable,
      .unidentified, .askedMessages, .endedPrograms:
      break
    }
  }

  private mutating func advance(to time: Instant) {
    unidentified.removeAll()
    attribution.advance(to: time)
    asking.keep { attribution.instances[$0] != nil }
    guard names.count != attribution.instances.count else { return }
    names.keep { attribution.instances[$0] != nil }
  }

  // MARK: Acts

  private mutating func consume(_ destination: Destination, into outcomes: inout [Outcome]) {
    guard let doers = attribution.doers(of: destination) else {
      return wait(.destination(destination), of: destination.actor, into: &outcomes)
    }
    let first = reach(destination, doers.first)
    if let first, !first.rules.isEmpty { return report(first, into: &outcomes) }
    let second = doers.second.flatMap { reach(destination, $0) }
    if let second, !second.rules.isEmpty { return report(second, into: &outcomes) }
    // Expected, by both where there are two: the owner's is shown.
    if let expected = first ?? second { flows.begin(expected, into: &outcomes) }
  }

  /// nil where nothing is to be reported.
  private mutating func reach(_ destination: Destination, _ doer: Doer) -> Finding? {
    guard flows.isNews(destination, of: doer.number) else { return nil }
    var destination = destination
    let ports = doer.instance.value.ports
    destination.isInbound = ports.isAnswer(destination)
    if destination.isInbound, ports.isOwn(destination.endpoint.address) { return nil }
    var act = Act(.reached(destination), by: doer)
    act.names = known(for: destination, of: doer.number)
    names.hold(act.names, for: destination)
    act.messages = calls.messages(of: destination)
    let judge = ReachJudge(destination, act)
    var verdict = judge.verdict
    if verdict.rules.isEmpty, judge.proxyAllowance != nil { proxies.begin(destination.cookie) }
    if verdict.rules.isEmpty && !flows.reportsAll { return nil }
    verdict.reasons += judge.circumstances
    var finding = finding(act, verdict)
    if verdict.rules.isEmpty {
      finding.allowance = judge.allowance
      return finding
    }
    return asking.join(finding, of: doer.number)
  }

  func known(for destination: Destination, of number: UInt32) -> KnownNames {
    names.known(for: destination, of: number) { attribution.server(of: $0) == number }
  }

  private mutating func report(_ finding: Finding, into outcomes: inout [Outcome]) {
    flows.begin(finding, into: &outcomes)
    outcomes.append(.finding(finding))
  }

  private mutating func consume(_ asked: AskedCall, into outcomes: inout [Outcome]) {
    guard let doer = attribution.doer(of: asked.actor) else {
      return wait(.askedCall(asked), of: asked.actor, into: &outcomes)
    }
    let act = Act(.asked(asked), by: doer)
    calls.note(asked)
    if asked.makesPackets { names.notePlay(doer.number) }
    if case .read(.unix(let path)) = asked.address {
      if LocalBrokers.isNameService(path) { return names.noteUnseen(doer.number) }
      // An expected name is judged alone: the one that the socket is bound to may be another.
      guard LocalBrokers.reason(for: path) != nil, !act.expects(socket: path),
        calls.isNews(asked)
      else { return }
    }
    report(act, into: &outcomes)
  }

  private mutating func consume(_ meddling: Meddling, into outcomes: inout [Outcome]) {
    // A process may look into its own children: a debugger or a sandbox of the server's own.
    guard let doer = attribution.doer(of: meddling.actor),
      !attribution.isOwn(pid: meddling.target, of: doer.number)
    else { return }
    report(Act(.meddled(meddling), by: doer), into: &outcomes)
  }

  private mutating func consume(_ flow: FlowEnd, into outcomes: inout [Outcome]) {
    defer { names.release(flow) }
    connections.close(flow.cookie)
    endProxy(flow, into: &outcomes)
    guard !flows.end(flow, into: &outcomes), flows.reportsAll,
      let doer = attribution.doer(of: flow.owner)
    else { return }
    let destination = Destination(
      time: flow.began, actor: flow.owner, owner: flow.owner, cookie: flow.cookie,
      endpoint: flow.endpoint, transport: flow.transport, hook: .release, via: .unknown,
      netNamespace: flow.netNamespace)
    var act = Act(.reached(destination), by: doer)
    act.names = known(for: destination, of: doer.number)
    flows.endUnannounced(finding(act, Verdict()), flow, into: &outcomes)
  }

  private mutating func report(_ act: Act, into outcomes: inout [Outcome]) {
    let verdict = Judge.verdict(on: act)
    if verdict.rules.isEmpty { return }
    outcomes.append(.finding(finding(act, verdict)))
  }

  mutating func finding(_ act: Act, _ verdict: Verdict) -> Finding {
    Finding(act, verdict, attribution.keptLineage(of: act.doer.actor.process))
  }

  /// Keeps evidence of a process that is not known until it was looked up, which is asked for once.
  mutating func wait(_ event: Event, of actor: Actor, into outcomes: inout [Outcome]) {
    guard attribution.isUnidentified(actor), unidentified.keep(event, of: actor.process) else {
      return
    }
    outcomes.append(.request(.identify(actor)))
  }

  // MARK: What is known

  /// Servers with a living process that are judged.
  package var runningServers: Int { attribution.running.count }

  /// The living processes that began a program of a server's, oldest first: those whose sockets are
  /// the server's.
  package var serverProcesses: [Actor] { attribution.serverProcesses }

  /// The servers that run: what each may be, and the process that began it, oldest first.
  package var runningEntries: [(candidates: [ServerEntry], process: ProcessID)] {
    attribution.running.map { ($0.value.recognition.candidates, $0.value.exec.actor.process) }
  }

  /// What each of them may be, and what is expected of it.
  package var runningExpectations: [(candidates: [ServerEntry], expectations: Expectations)] {
    attribution.running.map { ($0.value.recognition.candidates, $0.value.expectations) }
  }

  /// Whether it may be a resolver that was configured since the files were last read.
  package func mayBeNewResolver(_ destination: Destination) -> Bool {
    destination.isNameService && !names.isKnownResolver(destination.endpoint.address)
  }

  /// The own side of a socket that was reported, for what will be reported of it later.
  package mutating func note(local: Endpoint, of cookie: UInt64) {
    flows.note(local: local, of: cookie)
  }

  /// Whether it is known what a living process runs.
  package func knows(_ process: ProcessID) -> Bool { attribution.knows(process) }
  package func knows(pid: UInt32) -> Bool { attribution.knows(pid: pid) }

  /// Whether the policy says that it is a server, by what it runs and where.
  package func isWritten(_ exec: Exec) -> Bool {
    attribution.configured.recognise(exec, in: nil) != nil
  }

  /// Whether a client, or a helper of one, started it.
  package func isBelowClient(_ exec: Exec) -> Bool { attribution.isBelowClient(exec) }

  /// What the monitor's own tables had no room for, since the start.
  package var losses: [Loss.Stage: UInt64] {
    let processes = attribution.processes
    return [
      .processTable: processes.dropped &+ processes.refused, .nameCache: names.evicted,
      .flowTable: flows.dropped, .unidentified: unidentified.dropped, .askedMessages: calls.dropped,
      .endedPrograms: attribution.instances.droppedEarly,
    ]
  }
}
