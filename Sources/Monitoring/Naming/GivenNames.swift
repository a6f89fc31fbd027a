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
  /// An instance as one that is given names.
  private struct Listener {
    let netNamespace: UInt32
    let mountNamespace: UInt32
    let began: Instant
    /// nil until they were read: then those of the machine count.
    var resolvers: Set<IPAddress>?
    /// Names may have reached it by a way that carries no DNS message.
    var hasUnseenNames: Bool
  }

  private var cache = NameCache()
  private var listeners: [UInt32: Listener] = [:]
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

  mutating func begin(_ number: UInt32, _ exec: Exec, hasUnseenNames: Bool) {
    listeners[number] = Listener(
      netNamespace: exec.namespaces.net, mountNamespace: exec.namespaces.mount, began: exec.time,
      hasUnseenNames: hasUnseenNames)
  }

  mutating func keep(where isKept: (UInt32) -> Bool) {
    listeners = listeners.filter { isKept($0.key) }
  }

  mutating func learn(_ message: DNSPayload) { _ = cache.learn(message) }

  /// The resolvers of every server in the mount namespace whose own are not known yet, and what the
  /// hosts file says in the network namespaces of these.
  mutating func learn(_ resolvers: Resolvers) {
    let addresses = Set(resolvers.addresses)
    if resolvers.mountNamespace == 0 { machineResolvers = addresses }
    for net in take(addresses, mountNamespace: resolvers.mountNamespace).sorted() {
      cache.learn(
        hosts: resolvers.hosts, mountNamespace: resolvers.mountNamespace, netNamespace: net,
        at: resolvers.time)
    }
  }

  private mutating func take(
    _ addresses: Set<IPAddress>, mountNamespace: UInt32
  ) -> Set<UInt32> {
    var namespaces: Set<UInt32> = []
    for (number, listener) in listeners
    where listener.resolvers == nil && listener.mountNamespace == mountNamespace {
      listeners[number]?.resolvers = addresses
      namespaces.insert(listener.netNamespace)
    }
    return namespaces
  }

  /// Names may reach the server without a DNS message from now on.
  mutating func noteUnseen(_ number: UInt32) { listeners[number]?.hasUnseenNames = true }

  mutating func noteLoss(at time: Instant) { lostEvidence = time }

  // MARK: What counts

  func known(for destination: Destination, of number: UInt32) -> KnownNames {
    guard let listener = listeners[number] else { return KnownNames(isComplete: false) }
    let isOwn = Self.isInOwnNamespace(destination, listener)
    let records = cache.names(
      for: destination.endpoint.address, netNamespace: destination.netNamespace,
      at: destination.time)
    var (trusted, doubtful): ([NameRecord], [NameRecord]) = ([], [])
    for record in records where !record.isExpired {
      if isOwn && isTrusted(record, listener) {
        trusted.append(record)
      } else {
        doubtful.append(record)
      }
    }
    return KnownNames(
      trusted: trusted, doubtful: doubtful,
      isComplete: !listener.hasUnseenNames && !mayMiss(destination, listener),
      isOwnResolver: isOwn && isResolver(destination, of: listener))
  }

  /// Whether an answer is one of a resolver that the server is meant to ask.
  func isEvidence(from answer: DNSPayload, for number: UInt32) -> Bool {
    guard let listener = listeners[number] else { return false }
    return answer.peer.port == 53 && answer.netNamespace == listener.netNamespace
      && trusts(listener, answer.peer.address)
  }

  private static func isInOwnNamespace(_ destination: Destination, _ listener: Listener) -> Bool {
    listener.netNamespace == 0 || listener.netNamespace == destination.netNamespace
  }

  private func isTrusted(_ record: NameRecord, _ listener: Listener) -> Bool {
    switch record.source {
    case .hosts(let mount): mount == listener.mountNamespace
    case .answer(let resolver, _): resolver.port == 53 && trusts(listener, resolver.address)
    }
  }

  private func trusts(_ listener: Listener, _ resolver: IPAddress) -> Bool {
    (chosen ?? listener.resolvers ?? machineResolvers).contains(resolver)
  }

  /// Asking the machine's own resolver is no destination.
  private func isResolver(_ destination: Destination, of listener: Listener) -> Bool {
    destination.isNameService && trusts(listener, destination.endpoint.address)
  }

  /// Whether an answer that the server had may be among the evidence that was lost.
  ///
  /// Not one of a server that began when the loss was over. And not for ever: past the longest
  /// lifetime a name has here, the answer would count for nothing had it been seen. A quiet second
  /// alone clears nothing: the process goes on using the address whose name was lost.
  private func mayMiss(_ destination: Destination, _ listener: Listener) -> Bool {
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
