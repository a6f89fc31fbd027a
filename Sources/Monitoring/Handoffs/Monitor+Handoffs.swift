// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// What a server hands to other processes of the machine: over Unix sockets, and on loopback.
extension Monitor {
  mutating func consume(_ asked: AskedCall, into outcomes: inout [Outcome]) {
    guard let doer = attribution.doer(of: asked.actor) else {
      return wait(.askedCall(asked), of: asked.actor, into: &outcomes)
    }
    calls.note(asked)
    if asked.makesPackets { names.notePlay(doer.number) }
    guard case .read(.unix(let name)) = asked.address else {
      return report(Act(.asked(asked), by: doer), into: &outcomes)
    }
    if !name.isEmpty { handOff(asked, to: name, by: doer, into: &outcomes) }
  }

  /// What was asked about and not answered, since a recording may be of an Egret that did not ask.
  mutating func releaseHandoffs(into outcomes: inout [Outcome]) {
    for waiting in handoffs.takeAll() { settle(waiting, nil, into: &outcomes) }
  }

  mutating func consume(_ peer: LocalPeer, into outcomes: inout [Outcome]) {
    guard let waiting = handoffs.take(answeredBy: peer) else { return }
    settle(waiting, peer, into: &outcomes)
  }

  private mutating func settle(
    _ waiting: WaitingHandoff, _ peer: LocalPeer?, into outcomes: inout [Outcome]
  ) {
    switch waiting {
    case .handoff(var handoff, let doer):
      handoff.peer = peer
      settle(handoff, by: doer, into: &outcomes)
    case .finding(let finding, _, let number):
      if let peer { handoffs.note(peer, of: number) }
      publish(named(current(finding), peer, of: number), into: &outcomes)
    }
  }

  /// With what was read of its program since.
  private func current(_ finding: Finding) -> Finding {
    var finding = finding
    let process = attribution.lineage(of: finding.process.id).process
    guard let facts = process.facts else { return finding }
    finding.process.facts = facts
    finding.process.userName = process.userName
    return finding
  }

  // MARK: Unix sockets

  private mutating func handOff(
    _ asked: AskedCall, to name: String, by doer: Doer, into outcomes: inout [Outcome]
  ) {
    // An installer has expectations of its own.
    let isPlain = doer.role != .installScript && !doer.isInstaller
    if isPlain, handoffs.isSilent(name, of: doer.number) { return }
    if LocalBrokers.isNameService(name) { names.noteUnseen(doer.number) }
    let handoff = handoff(asked, to: name)
    let judge = HandoffJudge(handoff, Act(.handedOff(handoff), by: doer))
    if judge.isSettled {
      if isPlain { handoffs.silence(name, of: doer.number) }
      return
    }
    guard handoffs.isNews(asked, to: name) else {
      return sendOn(handoff, judge, by: doer, into: &outcomes)
    }
    find(handoff, by: doer, into: &outcomes)
  }

  /// The socket was judged by another name, or when nobody knew yet whether it would be connected.
  private mutating func sendOn(
    _ handoff: Handoff, _ judge: HandoffJudge, by doer: Doer, into outcomes: inout [Outcome]
  ) {
    guard handoff.asked.showsBoundName, var finding = handoffs.finding(of: handoff.asked),
      let local = finding.target.local
    else { return }
    if judge.target.deputy > local.deputy { return find(handoff, by: doer, into: &outcomes) }
    guard handoff.isSend, local.isReached != true else { return }
    finding.time = handoff.asked.time
    finding.target.local?.isReached = true
    finding.reasons.insert("something was sent on the connection", at: 1)
    handoffs.note(handoff.asked, to: handoff.given, as: finding)
    outcomes.append(.amended(finding))
  }

  private mutating func find(
    _ handoff: Handoff, by doer: Doer, into outcomes: inout [Outcome]
  ) {
    var handoff = handoff
    handoff.peer = handoffs.peer(
      at: handoff.question, of: doer.number, at: handoff.asked.time)
    if handoff.peer != nil { return settle(handoff, by: doer, into: &outcomes) }
    handoffs.wait(.handoff(handoff, by: doer))
    outcomes.append(.request(.findPeer(handoff.question)))
  }

  private mutating func settle(
    _ handoff: Handoff, by doer: Doer, into outcomes: inout [Outcome]
  ) {
    var found: Finding?
    if !isOwn(handoff, of: doer.number) {
      let act = Act(.handedOff(handoff), by: doer)
      let verdict = HandoffJudge(handoff, act).verdict
      if !verdict.rules.isEmpty { found = finding(act, verdict) }
    }
    handoffs.note(handoff.asked, to: handoff.given, as: found)
    guard let found else { return }
    if let peer = handoff.peer { handoffs.note(peer, of: doer.number) }
    outcomes.append(.finding(found))
  }

  /// Where nobody was found in a hurry, it is who it was a moment ago.
  private mutating func isOwn(_ handoff: Handoff, of number: UInt32) -> Bool {
    guard let peer = handoff.peer else { return false }
    guard peer.holder != nil else {
      return handoffs.wasOwn(handoff.given, of: number, at: peer.time)
    }
    guard isOwn(peer, of: number) else { return false }
    handoffs.noteOwn(handoff.given, of: number, at: peer.time)
    return true
  }

  private func isOwn(_ peer: LocalPeer, of number: UInt32) -> Bool {
    peer.holder.map { attribution.isOwn(pid: $0.process.pid, of: number) } ?? false
  }

  private func handoff(_ asked: AskedCall, to name: String) -> Handoff {
    let exec = attribution.processes[asked.actor.process]?.exec
    let users = exec?.namespaces.user ?? 0
    return Handoff(
      asked, to: name, user: exec?.user ?? .max,
      isOfMachine: users == 0 || users == Self.machineUsers)
  }

  /// The user namespace that the kernel itself makes (PROC_USER_INIT_INO, include/linux/proc_ns.h).
  static let machineUsers: UInt32 = 0xefff_fffd

  mutating func consume(_ meddling: Meddling, into outcomes: inout [Outcome]) {
    // A process may look into its own children: a debugger or a sandbox of the server's own.
    guard let doer = attribution.doer(of: meddling.actor),
      !attribution.isOwn(pid: meddling.target, of: doer.number)
    else { return }
    report(Act(.meddled(meddling), by: doer), into: &outcomes)
  }

  // MARK: Loopback

  /// Reports a flow. One on loopback waits for who listens there.
  mutating func report(
    _ finding: Finding, of number: UInt32, by process: ProcessID, into outcomes: inout [Outcome]
  ) {
    guard let endpoint = finding.target.endpoint, endpoint.address.isOfMachine,
      finding.target.transport == .tcp || finding.target.transport == .udp
    else { return publish(finding, into: &outcomes) }
    let question = PeerQuestion(
      process: process, address: .ip(endpoint), transport: finding.target.transport,
      netNamespace: finding.netNamespace)
    if let known = handoffs.peer(at: question, of: number, at: finding.time) {
      return publish(named(finding, known, of: number), into: &outcomes)
    }
    handoffs.wait(.finding(finding, question, of: number))
    outcomes.append(.request(.findPeer(question)))
  }

  /// A finding with who listens at its endpoint, as far as that is known.
  private func named(_ finding: Finding, _ peer: LocalPeer?, of number: UInt32) -> Finding {
    guard let peer else { return finding }
    var finding = finding
    let at = min(1, finding.reasons.count)
    if let holder = peer.holder {
      finding.target.local = LocalTarget(deputy: .process, holder: holder)
      let own = isOwn(peer, of: number) ? ", of the server itself," : ""
      finding.reasons.insert("\(holder.shown)\(own) listens there", at: at)
    } else if peer.standing == .absent {
      finding.reasons.insert("nobody listened there", at: at)
    }
    return finding
  }

  private mutating func publish(_ finding: Finding, into outcomes: inout [Outcome]) {
    flows.begin(finding, into: &outcomes)
    outcomes.append(.finding(finding))
  }
}

extension IPAddress {
  /// Connections to it stay on this machine.
  fileprivate var isOfMachine: Bool { scope == .loopback || scope == .unspecified }
}
