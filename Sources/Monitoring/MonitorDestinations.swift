// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names
internal import Policies
internal import Processes
internal import Servers

/// What a server reached, against what it is expected to reach.
extension Monitor {
  mutating func consume(_ destination: Destination) -> [Outcome] {
    let charged = charged(destination)
    if charged.isEmpty { return suspend(.destination(destination), of: destination.actor) }
    var expected: Finding?
    for (instance, actor) in charged where isNews(destination, instance) {
      let known = knownNames(for: destination, instance)
      if destination.isInbound, destination.endpoint.address.scope == .loopback { continue }
      var verdict =
        installVerdict(destination, actor, known, instance)
        ?? judge(destination, known, instance)
      addSwap(destination, to: &verdict)
      if verdict.rules.isEmpty && (!tellsAll || expected != nil) { continue }
      addOwner(destination, actor, to: &verdict)
      addWay(destination, to: &verdict)
      var finding = finding(destination, actor, instance, known, verdict)
      if !verdict.rules.isEmpty { return opening(of: finding) + [.finding(finding)] }
      finding.allowance = allowance(destination, actor, known, instance)
      expected = finding
    }
    return expected.map { opening(of: $0) } ?? []
  }

  /// The servers to charge and who acted: the socket's owner first, then the running task. Where
  /// they are two servers both must be allowed to: a descriptor can be taken as well as given.
  func charged(_ destination: Destination) -> [(ServerInstance, Actor)] {
    let acting = instance(of: destination.actor)
    guard let owner = destination.owner, let instance = instance(of: owner) else {
      return acting.map { [($0, destination.actor)] } ?? []
    }
    if acting?.number == instance.number { return [(instance, destination.actor)] }
    guard let acting, Self.isOfTheTask(destination.hook) else { return [(instance, owner)] }
    return [(instance, owner), (acting, destination.actor)]
  }

  /// Whether the running task is the one that acts: below the sockets it is whoever runs.
  private static func isOfTheTask(_ hook: Hook) -> Bool {
    switch hook {
    case .connect4, .connect6, .sendmsg4, .sendmsg6, .sysConnect, .sysSendto, .sysSendmsg,
      .sysSendmmsg, .sysSocket, .sysIoctl, .sendLength, .unix, .sysPtrace, .sysPidfdGetfd,
      .sysWriteMemory, .sysWriteFile:
      true
    case .egress, .ingress, .route, .release, .floor, .sockets, .files: false
    }
  }

  /// The server whose act it is; nil for one that is not judged.
  func instance(of actor: Actor) -> ServerInstance? {
    let instance =
      servers.instance(of: actor.program)
      ?? processes[actor.process].flatMap { servers.instance(of: $0.program) }
    return instance.flatMap { isJudged($0) ? $0 : nil }
  }

  private func judge(
    _ destination: Destination, _ known: KnownNames, _ instance: ServerInstance
  ) -> Verdict {
    var verdict = Verdict()
    let judgement = instance.expectations.judge(question(destination, known, instance))
    if case .expected = judgement {} else if isOwnResolver(destination, instance) { return verdict }
    fire(judgement, destination, known, &verdict)
    addCollector(known, instance, &verdict)
    return verdict
  }

  private func fire(
    _ judgement: Judgement, _ destination: Destination, _ known: KnownNames,
    _ verdict: inout Verdict
  ) {
    let place = Self.place(destination, known)
    switch judgement {
    case .expected: break
    case .metadata:
      verdict.fire(.metadataAccess, because: "\(place) is a cloud metadata service")
    case .local:
      verdict.fire(.localDestination, because: "\(place) is local and not expected")
    case .noExpectations:
      verdict.fire(.noExpectations, because: Self.howToDescribe)
    case .addressWithoutName:
      verdict.fire(
        .addressWithoutName,
        because: "no name is known for \(place): an expected host may stand behind it")
    case .unexpected: fireUnexpected(destination, known, place, &verdict)
    }
  }

  private static let howToDescribe =
    "nothing describes this server: list it in the policy, or let `egret learn` write it"

  private func fireUnexpected(
    _ destination: Destination, _ known: KnownNames, _ place: String, _ verdict: inout Verdict
  ) {
    if Self.isNameService(destination) {
      verdict.fire(
        .unexpectedResolver, because: "\(place) is not a resolver that this machine uses")
    }
    verdict.fire(.unexpectedDestination, because: "\(place) is not among its expected endpoints")
    if known.trusted.isEmpty {
      verdict.fire(.addressWithoutName, because: "no trusted resolver gave a name for the address")
    }
    for record in known.doubtful.prefix(3) {
      let source =
        record.resolver.map { "\($0), no trusted resolver here," } ?? "another hosts file"
      verdict.reasons.append("\(source) called it \(record.name)")
    }
  }

  func addCollector(
    _ known: KnownNames, _ instance: ServerInstance, _ verdict: inout Verdict
  ) {
    for name in known.names + known.doubtful.map(\.name)
    where !instance.expectations.namesExplicitly(name) {
      guard let reason = Collectors.reason(for: name) else { continue }
      verdict.fire(.knownCollector, because: "\(name): \(reason)")
      return
    }
  }

  /// How the connection came about, where the server did not open it.
  private func addWay(_ destination: Destination, to verdict: inout Verdict) {
    if destination.isOlderThanEgret { verdict.reasons.append(Self.isOlder) }
    if destination.isInbound {
      verdict.reasons.append(
        "\(destination.endpoint) opened this connection, and the server answers on it")
    }
    if destination.hook == .route, case .read(.ip(let inner)) = destination.asked {
      verdict.reasons.append("it is the far end of a tunnel, and what is sent to \(inner) goes in")
    }
  }

  private func addSwap(_ destination: Destination, to verdict: inout Verdict) {
    guard let asked = swapped(destination) else { return }
    verdict.fire(
      .destinationSwapped,
      because: "the system call was given \(asked), the kernel used \(destination.endpoint)")
  }

  /// What was asked for, where that is another address than the kernel used.
  private func swapped(_ destination: Destination) -> String? {
    if destination.hook == .route { return nil }  // a tunnel is made, not asked for
    switch destination.asked {
    case .none, .unreadable: return nil
    case .read(.ip(let endpoint)):
      return endpoint == destination.endpoint ? nil : "\(endpoint)"
    case .read: return nil
    case .many:
      guard let asked = askedMessages.whole(destination.actor.thread),
        !asked.contains(.ip(destination.endpoint))
      else { return nil }
      return "\(asked.count) other addresses"
    }
  }

  private func addOwner(_ destination: Destination, _ actor: Actor, to verdict: inout Verdict) {
    if destination.asked == .unreadable {
      verdict.reasons.append("the address could not be read when the system call began")
    }
    guard let owner = destination.owner, owner.process != destination.actor.process else { return }
    verdict.reasons.append(
      "the socket belongs to process \(owner.process.pid), and process "
        + "\(destination.actor.process.pid) used it")
  }

  static func place(_ destination: Destination, _ known: KnownNames) -> String {
    known.names.first.map { "\($0) (\(destination.endpoint))" } ?? "\(destination.endpoint)"
  }
}
