// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names
internal import Policies

/// The names that servers were given, by whom, and what of that was missed. The one place that says
/// which names count for an instance: a name is evidence, not a claim.
///
/// Only what a trusted resolver said in the server's own network namespace counts: in one that it
/// made itself a process can play the resolver.
struct GivenNames: Sendable {
  private var cache = NameCache()
  private var listeners: [UInt32: NameListener] = [:]
  private var daemons = ResolverDaemonTable()
  /// Those that the policy names, in place of the resolv.conf of each server.
  private var chosen: Set<IPAddress>?
  /// The machine's own, for a server whose own could not be read.
  private var machineResolvers: Set<IPAddress> = []
  /// When evidence was last found lost in the rings: a name may be missing.
  private(set) var lostEvidence: Instant?

  init(_ choice: ResolverChoice) { choose(choice) }

  var count: Int { listeners.count }
  var evicted: UInt64 { cache.evicted }

  mutating func choose(_ choice: ResolverChoice) {
    switch choice {
    case .addresses(let addresses): chosen = Set(addresses)
    case .system: chosen = nil
    }
  }

  // MARK: What was given

  mutating func begin(
    _ number: UInt32, _ exec: Exec, hasUnseenNames: Bool, isContained: Bool = false
  ) {
    listeners[number] = NameListener(
      exec, hasUnseenNames: hasUnseenNames, isContained: isContained)
  }

  mutating func keep(where isKept: (UInt32) -> Bool) {
    listeners = listeners.filter { isKept($0.key) }
  }

  /// `server`: the instance whose process asked; nil for none. Returns the queries that were sent and the
  /// answers that came.
  @discardableResult
  mutating func learn(_ payload: DNSPayload, by server: UInt32? = nil) -> [DNSMessage] {
    var messages: [DNSMessage] = []
    for lesson in cache.learn(payload, server: server) {
      switch lesson {
      case .question(let message), .answer(let message, _, _): messages.append(message)
      case .contradiction(let said): if said.isAnswer, let server { notePlay(server) }
      case .malformed: continue
      }
    }
    return messages
  }

  /// The server can answer what it asks on this machine.
  mutating func notePlay(_ number: UInt32) { listeners[number]?.playsResolver = true }

  /// A socket that is open holds the names that it was opened under.
  mutating func hold(_ known: KnownNames, for destination: Destination) {
    cache.open(
      destination.cookie, to: destination.endpoint.address,
      netNamespace: destination.netNamespace, under: known.trusted, at: destination.time)
  }

  mutating func release(_ flow: FlowEnd) { cache.close(flow.cookie, at: flow.time) }

  /// The resolvers of every server in the mount namespace, and what the hosts file says in the network
  /// namespaces of these.
  mutating func learn(_ resolvers: Resolvers) {
    if resolvers.mountNamespace == 0 {
      machineResolvers = NameListener.joined(machineResolvers, Set(resolvers.addresses))
      daemons.learn(resolvers.daemons)
    }
    var namespaces: Set<UInt32> = []
    for (number, var listener) in listeners
    where listener.mountNamespace == resolvers.mountNamespace {
      if listener.take(resolvers) { namespaces.insert(listener.netNamespace) }
      listeners[number] = listener
    }
    for net in namespaces.sorted() {
      cache.learn(
        hosts: resolvers.hosts, mountNamespace: resolvers.mountNamespace, netNamespace: net,
        at: resolvers.time)
    }
  }

  /// Whether the process resolves names for the machine.
  func isDaemon(_ process: ProcessID) -> Bool { daemons.contains(process) }

  /// The program is one of such a process. True the first time.
  mutating func noteDaemon(_ program: ProgramID) -> Bool { daemons.note(program) }

  /// Names may reach the server without a DNS message from now on.
  mutating func noteUnseen(_ number: UInt32) { listeners[number]?.hasUnseenNames = true }

  mutating func noteLoss(at time: Instant) { lostEvidence = time }

  /// Whether the address is a resolver of anybody's, as far as is known.
  func isKnownResolver(_ address: IPAddress) -> Bool {
    (chosen ?? machineResolvers).contains(address)
      || listeners.values.contains { $0.resolvers?.contains(address) == true }
  }

  /// Whether an answer is one of a resolver that the server is meant to ask.
  func isEvidence(from answer: DNSPayload, for number: UInt32) -> Bool {
    guard let listener = listeners[number] else { return false }
    return answer.peer.port == 53 && answer.netNamespace == listener.netNamespace
      && trusts(listener, answer.peer.address)
  }

  // MARK: What counts

  /// `isOwn` says of a process whose server was not known when it asked whether it is this server's.
  func known(
    for destination: Destination, of number: UInt32, isOwn: (Actor) -> Bool = { _ in true }
  ) -> KnownNames {
    guard let listener = listeners[number] else { return KnownNames(isComplete: false) }
    let isInOwn = Self.isInOwnNamespace(destination, listener)
    let names = withoutActuallyEscaping(isOwn) { isOwn in
      cache.names(
        for: destination.endpoint.address, netNamespace: destination.netNamespace,
        at: destination.time,
        viewer: NameViewer(
          asker: { asker in
            if let server = asker.server { return server == number ? .own : .other }
            if isOwn(asker.actor) { return .own }
            return daemons.contains(asker.actor) ? .machine : .other
          }, trusts: { isInOwn && isTrusted($0, listener) }))
    }
    return KnownNames(
      trusted: names.relied, doubtful: names.doubtful, past: names.past, others: names.others,
      isComplete: !listener.hasUnseenNames && !mayMiss(destination, listener),
      isOwnResolver: isInOwn && isResolver(destination, of: listener),
      isClaimedResolver: listener.claimed.contains(destination.endpoint.address),
      isOfMachine: names.own.isEmpty && !names.machine.isEmpty)
  }

  private static func isInOwnNamespace(_ destination: Destination, _ listener: NameListener) -> Bool
  {
    listener.netNamespace == 0 || listener.netNamespace == destination.netNamespace
  }

  private func isTrusted(_ record: NameRecord, _ listener: NameListener) -> Bool {
    switch record.source {
    case .hosts(let mount): mount == listener.mountNamespace && !listener.hostsAreClaim
    case .answer(let resolver, let asker):
      record.wasAsked && resolver.port == 53
        && (daemons.contains(asker.actor)
          || !(record.isLocal && listener.playsResolver) && trusts(listener, resolver.address))
    }
  }

  private func trusts(_ listener: NameListener, _ resolver: IPAddress) -> Bool {
    (chosen ?? listener.resolvers ?? machineResolvers).contains(resolver)
  }

  /// Asking the machine's own resolver is no destination.
  private func isResolver(_ destination: Destination, of listener: NameListener) -> Bool {
    destination.isNameService && trusts(listener, destination.endpoint.address)
  }

  /// Whether an answer that the server had may be among the evidence that was lost.
  ///
  /// Not one of a server that began when the loss was over. And not for ever: past the longest
  /// lifetime a name has here, the answer would count for nothing had it been seen. A quiet second
  /// alone clears nothing: the process goes on using the address whose name was lost.
  private func mayMiss(_ destination: Destination, _ listener: NameListener) -> Bool {
    guard let lostEvidence, listener.began <= lostEvidence else { return false }
    return destination.time.since(lostEvidence) <= NameLifetime.longest
  }
}

extension Destination {
  /// DNS, and DNS over TLS.
  var isNameService: Bool {
    switch transport {
    case .udp, .tcp: endpoint.port == 53 || endpoint.port == 853
    default: false
    }
  }
}

extension AskedCall {
  /// Whether the socket puts packets on the wire past the hooks: a loopback interface brings them back
  /// as anybody's.
  var makesPackets: Bool { address == .read(.other(family: Self.packetFamily)) }

  /// AF_PACKET (include/linux/socket.h)
  private static let packetFamily: UInt16 = 17
}
