// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Servers

/// What a server's package says of itself, and what is another than when the server last started.
extension Monitor {
  /// What to ask of a program of the server itself: of the process that began it, or of an interpreter below that; any
  /// other is a tool that it uses.
  mutating func packageQuestion(_ exec: Exec, _ doer: Doer) -> PackageQuestion? {
    let isFirst = exec.actor.process == doer.instance.value.exec.actor.process
    guard doer.role == .server, isFirst || Self.isInterpreter(exec) else { return nil }
    return packages.question(exec, doer.instance.value)
  }

  private static func isInterpreter(_ exec: Exec) -> Bool {
    ScriptPath.of(exec) != nil || ForeignProgram.isPython(exec.executable)
      || ForeignProgram.isNode(exec.executable)
  }

  mutating func consume(_ facts: ProgramFacts, into outcomes: inout [Outcome]) {
    attribution.programs.learn(facts)
    let actor = Actor(process: facts.process, thread: facts.process.pid, program: facts.program)
    guard let doer = attribution.doer(of: actor), packages.learn(facts, of: doer.number),
      let history = facts.history
    else { return }
    var act = Act(.changed(facts.time, history.changes), by: doer)
    act.package = packages[doer.number]
    report(act, into: &outcomes)
  }

  /// A host that the server itself reached, for its next start.
  mutating func remember(_ act: Act, into outcomes: inout [Outcome]) {
    guard act.package?.value.history != nil, act.doer.role == .server,
      let host = act.reachedHost, packages.note(host, of: act.doer.number)
    else { return }
    let server = PackageQuestion.server(of: act.doer.instance.value)
    outcomes.append(.request(.remember(server: server, host: host)))
  }
}

extension Act {
  /// By its name where a trusted resolver gave one; nil for what stays on the machine, and for what was no reach.
  var reachedHost: String? {
    switch deed {
    case .reached(let destination): host(of: destination)
    case .proxied(let proxied): proxied.destination.map(host) ?? proxied.target.host
    case .queried(let query): query.names.first ?? query.name
    case .asked, .handedOff, .meddled, .began, .installing, .changed: nil
    }
  }

  private func host(of destination: Destination) -> String? {
    if destination.isInbound || names.isOwnResolver { return nil }
    switch destination.endpoint.address.scope {
    case .loopback, .linkLocal, .unspecified, .multicast: return nil
    default: return names.names.first ?? "\(destination.endpoint.address)"
    }
  }

  /// Whether a version that is new here reaches for the first time what no earlier one did.
  var isNewHost: Bool {
    guard doer.role == .server, let package = package?.value, package.history?.sinceChange != nil,
      let host = reachedHost
    else { return false }
    return package.isNew(host, at: time)
  }
}
