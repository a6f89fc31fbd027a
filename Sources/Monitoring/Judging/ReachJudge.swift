// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names
internal import Policies

/// What a process of a server reached, against what it is expected to reach.
struct ReachJudge {
  let destination: Destination
  let act: Act
  let question: Question

  init(_ destination: Destination, _ act: Act) {
    self.destination = destination
    self.act = act
    question = Question(
      endpoint: destination.endpoint, transport: destination.transport, names: act.names.names,
      isNameEvidenceComplete: act.names.isComplete)
  }

  var verdict: Verdict {
    if destination.isInbound { return inboundVerdict }
    var verdict = installationVerdict ?? serverVerdict
    if !verdict.rules.isEmpty, proxyAllowance != nil { verdict = Verdict() }
    addSwap(to: &verdict)
    if !verdict.rules.isEmpty { verdict.habit = habit(of: verdict) }
    if proxyAllowance == nil { verdict.addNewHost(act, isNamed(by:)) }
    return verdict
  }

  /// An entry other than `any` covers it.
  private func isNamed(by expectations: Expectations) -> Bool {
    expectations.allow(question) && act.names.names.contains { expectations.namesExplicitly($0) }
  }

  /// The other side opened the connection: who may is another question than where the server may go.
  private var inboundVerdict: Verdict {
    let address = destination.endpoint.address
    var verdict = Verdict()
    if act.doer.instance.value.clients.allow(address) || act.serverExpectations.allow(question) {
      return verdict
    }
    verdict.fire(
      .inboundClient, because: "\(address) is not among the clients that the policy expects")
    return verdict
  }

  /// Who names it as a proxy; nil where nobody but the server does, or where it is expected anyway.
  var proxyAllowance: Allowance? { Allowance(act.proxies.judge(question), isOfProxy: true) }

  /// Why nothing is to be reported of it.
  var allowance: Allowance? {
    let own = [act.expectations, act.serverExpectations, act.registry].lazy
      .compactMap { Allowance($0.judge(question)) }.first
    if let allowance = own ?? proxyAllowance { return allowance }
    guard act.names.isOwnResolver else { return nil }
    return Allowance(text: "\(destination.endpoint)", source: "resolvers")
  }

  /// How the connection came about, where that is not the plain case.
  var circumstances: [String] {
    var reasons = owner + machineName
    if destination.isOlderThanEgret {
      let isOlder = act.doer.instance.value.exec.isOlderThanEgret
      reasons.append(
        isOlder
          ? "the connection is older than Egret" : "it was open before Egret knew the server")
    }
    if destination.isInbound {
      reasons.append("\(destination.endpoint) opened this connection, and the server answers on it")
    }
    if destination.hook == .route, case .read(.ip(let inner)) = destination.asked {
      reasons.append("it is the far end of a tunnel, and what is sent to \(inner) goes in")
    }
    return reasons
  }

  /// Who asked, where it was not the server.
  private var machineName: [String] {
    guard act.names.isOfMachine, let record = act.names.trusted.first, let asker = record.asker
    else { return [] }
    let seconds = destination.time.since(record.learned) / 1_000_000_000
    return [
      "process \(asker.actor.process.pid), which resolves names for this machine, was told "
        + "\(record.name) \(seconds) seconds before"
    ]
  }

  private var owner: [String] {
    var reasons: [String] = []
    if destination.asked == .unreadable {
      reasons.append("the address could not be read when the system call began")
    }
    let user = destination.actor.process
    guard let owner = destination.owner, owner.process != user else { return reasons }
    reasons.append(
      "the socket belongs to process \(owner.process.pid), and process \(user.pid) used it")
    return reasons
  }

  private var serverVerdict: Verdict {
    var verdict = Verdict()
    if act.doer.instance.value.leads(to: destination) { return verdict }
    if !act.serverExpectations.allow(question) {
      if act.names.isOwnResolver { return verdict }
      fire(act.serverExpectations.judge(question), &verdict)
    }
    addCollector(to: &verdict)
    return verdict
  }

  private func fire(_ judgement: Judgement, _ verdict: inout Verdict) {
    switch judgement {
    case .expected: break
    case .metadata:
      verdict.fire(.metadataAccess, because: "\(place) is a cloud metadata service")
    case .local:
      verdict.fire(.localDestination, because: "\(place) is local and not expected")
    case .noExpectations: fireUndescribed(Self.undescribed(place), &verdict)
    case .addressWithoutName:
      verdict.fire(
        .addressWithoutName,
        because: "no name is known for \(place): an expected host may stand behind it")
    case .unexpected:
      if let past = pastName(expectedBy: act.serverExpectations)
        ?? pastName(expectedBy: act.proxies)
      {
        verdict.fire(.addressWithoutName, because: text(past))
      } else if case .addressWithoutName = act.proxies.judge(question) {
        verdict.fire(
          .addressWithoutName,
          because: "no name is known for \(place): a proxy may stand behind it")
      } else if act.serverExpectations.isOnlyOfEntry {
        fireUndescribed(Self.isOnlyOfEntry, &verdict)
      } else {
        fireUnexpected(&verdict)
      }
    }
  }

  static func undescribed(_ place: String) -> String {
    "\(place), and nothing describes this server: list it in the policy, or let `egret learn` write it"
  }

  static let isOnlyOfEntry =
    "only its entry describes this server, and no entry says everything: list it in the policy, or let "
    + "`egret learn` write it"

  /// What it reached is weighed (`Weighing`), and a foreign resolver is one whoever uses it.
  private func fireUndescribed(_ reason: String, _ verdict: inout Verdict) {
    addResolver(to: &verdict)
    verdict.fire(.noExpectations, because: reason)
    addHints(to: &verdict)
  }

  private func fireUnexpected(_ verdict: inout Verdict) {
    addResolver(to: &verdict)
    verdict.fire(.unexpectedDestination, because: "\(place) is not among its expected endpoints")
    if act.names.trusted.isEmpty {
      verdict.fire(.addressWithoutName, because: "no trusted resolver gave a name for the address")
    }
    addHints(to: &verdict)
  }

  private func addResolver(to verdict: inout Verdict) {
    guard destination.isNameService else { return }
    verdict.fire(
      .unexpectedResolver, because: "\(place) is not a resolver that this machine uses")
    guard act.names.isClaimedResolver else { return }
    verdict.reasons.append(
      "it stands in a resolv.conf that the server itself could have written: a claim")
  }

  /// What others call the address, and what it was called before.
  private func addHints(to verdict: inout Verdict) {
    for record in act.names.doubtful.prefix(3) {
      verdict.reasons.append("\(Self.source(of: record)) called it \(record.name)")
    }
    verdict.reasons += act.names.past.prefix(3).map(text)
    for record in act.names.others.prefix(3) where !act.names.names.contains(record.name) {
      verdict.reasons.append(
        "another process was told that it is \(record.name): a hint, and no name of this server's")
    }
  }

  private static func source(of doubtful: NameRecord) -> String {
    guard let resolver = doubtful.resolver else { return "another hosts file" }
    return doubtful.wasAsked
      ? "\(resolver), no trusted resolver here," : "an answer of \(resolver) to no query"
  }

  /// A name under which the address would be expected, if it still held; nil where the server was given
  /// another name since.
  func pastName(expectedBy expectations: Expectations) -> NameRecord? {
    guard act.names.names.isEmpty else { return nil }
    return act.names.past.first { record in
      var question = question
      question.names = [record.name]
      return expectations.judge(question).isExpected
    }
  }

  func text(_ past: NameRecord) -> String {
    let seconds = destination.time.since(past.learned) / 1_000_000_000
    return "\(destination.endpoint) was given as \(past.name) \(seconds / 60) minutes before: "
      + "too long ago to count"
  }

  func addCollector(to verdict: inout Verdict) {
    for name in act.names.names + (act.names.doubtful + act.names.past).map(\.name) {
      guard let reason = Collectors.reason(for: name),
        !act.serverExpectations.namesExplicitly(name)
      else { continue }
      verdict.fire(.knownCollector, because: "\(name): \(reason)")
      return
    }
  }

  private func addSwap(to verdict: inout Verdict) {
    guard let asked = swapped else { return }
    verdict.fire(
      .destinationSwapped,
      because: "the system call was given \(asked), the kernel used \(destination.endpoint)")
  }

  /// What was asked for, where that is another address than the kernel used.
  private var swapped: String? {
    if destination.hook == .route { return nil }  // a tunnel is made, not asked for
    switch destination.asked {
    case .none, .unreadable: return nil
    case .read(.ip(let endpoint)):
      return endpoint == destination.endpoint ? nil : "\(endpoint)"
    case .read: return nil
    case .many:
      guard let asked = act.messages, !asked.contains(.ip(destination.endpoint)) else {
        return nil
      }
      return "\(asked.count) other addresses"
    }
  }

  /// The first name and the address.
  var place: String {
    act.names.names.first.map { "\($0) (\(destination.endpoint))" } ?? "\(destination.endpoint)"
  }
}
