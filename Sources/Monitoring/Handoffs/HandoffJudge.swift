// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// What a process of a server handed to whom over a Unix socket, against what it is expected to use.
struct HandoffJudge {
  let handoff: Handoff
  let act: Act

  init(_ handoff: Handoff, _ act: Act) {
    self.handoff = handoff
    self.act = act
  }

  /// Nothing is to be reported, whoever listens there.
  var isSettled: Bool { isExpected(handoff.given) || isHarmlessPlace }

  var verdict: Verdict {
    var verdict = Verdict()
    if isExpected(handoff.given) || isExpected(handoff.name) || isHarmless { return verdict }
    verdict.fire(.localHandoff, because: "\(handoff.name): \(deputyReason)")
    verdict.reasons += circumstances
    return verdict
  }

  /// An entry that is `docker run …` talks to Docker: that is what it is for.
  private func isExpected(_ name: String) -> Bool {
    if act.expects(socket: name) { return true }
    return act.doer.instance.value.isContainerClient && LocalBrokers.isContainerEngine(name)
  }

  // MARK: The table

  private var row: HarmlessSocket? {
    guard let row = HarmlessSockets.row(for: handoff.name),
      row.isImplied(by: act.doer.instance.value.entryWords)
    else { return nil }
    return row
  }

  /// Where nobody but root and the service can listen.
  private var isHarmlessPlace: Bool {
    guard handoff.isOfMachine, let row, case .machine = row.place else { return false }
    return true
  }

  private var isHarmless: Bool {
    if isHarmlessPlace { return true }
    guard let row else { return false }
    guard let holder = handoff.peer?.holder else { return handoff.isReached != true }
    return row.allows(holder, to: handoff.user)
  }

  // MARK: What is said of it

  var target: LocalTarget {
    LocalTarget(
      deputy: deputy.kind, isReached: handoff.isReached, holder: handoff.peer?.holder)
  }

  private var deputyReason: String { deputy.reason }

  private var deputy: (kind: LocalTarget.Deputy, reason: String) {
    for name in [handoff.given, handoff.name] {
      if let agent = CredentialAgents.reason(for: name, heldBy: program) { return (.agent, agent) }
      if let broker = LocalBrokers.reason(for: name) { return (.broker, broker) }
    }
    return (.process, handoff.peer?.standing == .absent ? Self.nobody : Self.anybody)
  }

  private static let anybody =
    "whoever listens there is not the server's own, and may pass on what it is sent"
  private static let nobody = "whoever takes the name may pass on what it is sent"

  private var program: String { handoff.peer?.holder?.executable ?? "" }

  /// How it went, and who is there.
  private var circumstances: [String] {
    var reasons: [String] = []
    if handoff.name != handoff.given { reasons.append("it was asked for as \(handoff.given)") }
    switch handoff.peer?.standing {
    case .absent where !handoff.isSend: reasons.append("no socket of that name was there")
    case .unconnected where !handoff.isSend: reasons.append("the connection was not made")
    case .absent, .unconnected, .connected, .unknown, nil: break
    }
    if let holder = handoff.peer?.holder { reasons.append("\(holder.shown) holds the other end") }
    return reasons
  }
}

extension PeerHolder {
  /// `process 812 (/usr/bin/socat, user ada)`
  var shown: String {
    let who = userName.isEmpty ? "user \(user)" : "user \(userName)"
    return executable.isEmpty
      ? "process \(process.pid) (\(who))" : "process \(process.pid) (\(executable), \(who))"
  }
}
