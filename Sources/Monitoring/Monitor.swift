// SPDX-License-Identifier: Apache-2.0

package import Events
package import Policies
internal import Processes
package import Servers

/// Turns observed events into outcomes: hands each to the parts that it is for, and collects what they
/// say. Has no clock, no lock and no I/O.
package struct Monitor {
  var attribution: Attribution
  var unidentified = UnidentifiedEvidence()
  var names: GivenNames
  var calls = AskedCalls()
  var handoffs = Handoffs()
  var flows: Flows
  var asking = Asking()
  private(set) var connections = Connections()
  var proxies = ProxyConnections()
  var tunnels = Tunnels()
  var uploads = Uploads()
  var packages = ServerPackages()
  /// The process that ran an installer last.
  var lastInstaller: ProcessID?

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
    if handoffs.isWaiting, event.isRecorded { releaseHandoffs(into: &outcomes) }
    take(event, into: &outcomes)
  }

  private mutating func take(_ event: Event, into outcomes: inout [Outcome]) {
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
      for message in connections.take(segment) { take(.dnsPayload(message), into: &outcomes) }
    case .claim(let claim): consume(claim, into: &outcomes)
    case .meddling(let meddling): consume(meddling, into: &outcomes)
    case .flowProgress(let progress): consume(progress, into: &outcomes)
    case .flowEnd(let flow): consume(flow, into: &outcomes)
    case .resolvers(let resolvers): consume(resolvers, into: &outcomes)
    case .registries(let registries): attribution.learn(registries)
    case .proxies(let proxies): attribution.learn(proxies)
    case .container(let container):
      begin(attribution.consume(container, into: &outcomes), into: &outcomes)
    case .programFacts(let facts): consume(facts, into: &outcomes)
    case .firstMessage(let message): attribution.learn(message)
    case .bound(let bound): consume(bound, into: &outcomes)
    case .localPeer(let peer): consume(peer, into: &outcomes)
    case .loss(let loss): consume(loss)
    case .tick(let time):
      advance(to: time)
      countUploads(into: &outcomes)
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
    handoffs.forgetNames()
    let configured = ConfiguredServers(policy: policy, recognisers: recognisers)
    beginLate(attribution.replace(configured, into: &outcomes), into: &outcomes)
    return outcomes
  }

  // MARK: Life

  private mutating func consume(_ exec: Exec, into outcomes: inout [Outcome]) {
    begin(attribution.consume(exec, into: &outcomes), into: &outcomes)
    inspect(exec, into: &outcomes)
    listen(to: exec.actor, into: &outcomes)
    noteInstaller(exec, into: &outcomes)
    for event in unidentified.take(exec.actor.process) { take(event, into: &outcomes) }
  }

  private mutating func consume(_ exit: Exit, into outcomes: inout [Outcome]) {
    calls.forget(exit.actor.thread)
    attribution.consume(exit, into: &outcomes)
  }

  mutating func begin(_ beginning: Beginning?, into outcomes: inout [Outcome]) {
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
    guard let doer = attribution.doer(of: exec.actor),
      attribution.programs.note(exec.actor.program)
    else { return }
    let question = packageQuestion(exec, doer)
    outcomes.append(
      .request(
        .inspectProgram(
          exec.actor, user: exec.user, script: ScriptPath.of(exec), package: question)))
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
    handoffs.keep { attribution.instances[$0] != nil }
    packages.keep { attribution.instances[$0] != nil }
  }

  // MARK: Acts

  private mutating func consume(_ destination: Destination, into outcomes: inout [Outcome]) {
    guard let doers = attribution.doers(of: destination) else {
      return wait(.destination(destination), of: destination.actor, into: &outcomes)
    }
    let first = reach(destination, doers.first, into: &outcomes)
    let process = destination.actor.process
    if let first, !first.rules.isEmpty {
      return report(first, of: doers.first.number, by: process, into: &outcomes)
    }
    let second = doers.second.flatMap { reach(destination, $0, into: &outcomes) }
    if let second, let doer = doers.second, !second.rules.isEmpty {
      return report(second, of: doer.number, by: process, into: &outcomes)
    }
    // Expected, by both where there are two: the owner's is shown.
    if let expected = first ?? second { flows.begin(expected, into: &outcomes) }
  }

  /// nil where nothing is to be reported.
  private mutating func reach(
    _ destination: Destination, _ doer: Doer, into outcomes: inout [Outcome]
  ) -> Finding? {
    guard flows.isNews(destination, of: doer.number) else { return nil }
    var destination = destination
    let ports = doer.instance.value.ports
    destination.isInbound = ports.isAnswer(destination)
    if destination.isInbound, ports.isOwn(destination.endpoint.address) {
      flows.pass(destination)
      return nil
    }
    var act = Act(.reached(destination), by: doer)
    act.names = known(for: destination, of: doer.number)
    names.hold(act.names, for: destination)
    act.messages = calls.messages(of: destination)
    act.package = packages[doer.number]
    let judge = ReachJudge(destination, act)
    remember(act, into: &outcomes)
    var verdict = judge.verdict
    if verdict.rules.isEmpty, judge.proxyAllowance != nil { proxies.begin(destination.cookie) }
    if verdict.rules.isEmpty { beginUpload(judge) }
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

  private mutating func consume(_ flow: FlowEnd, into outcomes: inout [Outcome]) {
    defer { names.release(flow) }
    connections.close(flow.cookie)
    endProxy(flow, into: &outcomes)
    endUpload(flow, into: &outcomes)
    guard !flows.endPassed(flow.cookie), !flows.end(flow, into: &outcomes), flows.reportsAll,
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

  mutating func report(_ act: Act, into outcomes: inout [Outcome]) {
    let verdict = Judge.verdict(on: act)
    if verdict.rules.isEmpty { return }
    outcomes.append(.finding(finding(act, verdict)))
  }

  mutating func finding(_ act: Act, _ verdict: Verdict) -> Finding {
    var act = act
    if act.package == nil { act.package = packages[act.doer.number] }
    return Finding(act, verdict, attribution.keptLineage(of: act.doer.actor.process))
  }

  /// Keeps evidence of a process that is not known until it was looked up, which is asked for once.
  mutating func wait(_ event: Event, of actor: Actor, into outcomes: inout [Outcome]) {
    guard attribution.isUnidentified(actor), unidentified.keep(event, of: actor.process) else {
      return
    }
    outcomes.append(.request(.identify(actor)))
  }
}
