// SPDX-License-Identifier: Apache-2.0

import Events
import TestKit

/// Events of every kind with random values, the awkward ones often.
struct RandomEvents {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func event() -> Event { event(kind: pick(EventLogKind.allCases, .tick)) }

  mutating func event(kind: EventLogKind) -> Event {
    switch kind {
    case .fork:
      .fork(
        Fork(time: time(), parent: actor(), child: actor(), name: text()))
    case .exec: .exec(exec())
    case .exit: .exit(Exit(time: time(), actor: actor(), code: number()))
    case .askedCall:
      .askedCall(
        AskedCall(
          time: time(), actor: actor(), address: asked(), hook: hook(), index: number(),
          inode: number()))
    case .destination: .destination(destination())
    case .dnsPayload: .dnsPayload(name())
    case .streamSegment: .streamSegment(segment())
    case .claim: .claim(claim())
    case .meddling:
      .meddling(
        Meddling(
          time: time(), actor: actor(), target: number(),
          call: pick(Meddling.Call.allCases, .ptrace)))
    case .flowProgress:
      .flowProgress(
        FlowProgress(
          time: time(), cookie: number(), endpoint: endpoint(), bytesOut: number(),
          bytesIn: number()))
    case .flowEnd: .flowEnd(flowEnd())
    case .bound:
      .bound(bound())
    case .resolvers: .resolvers(resolvers())
    case .proxies:
      .proxies(Proxies(time: time(), process: process(), machine: texts(), starter: texts()))
    case .registries:
      .registries(Registries(time: time(), process: process(), endpoints: texts()))
    case .container: .container(container())
    case .programFacts: .programFacts(programFacts())
    case .firstMessage:
      .firstMessage(
        FirstMessage(
          time: time(), state: pick(FirstMessage.State.allCases, .read), since: time(),
          inode: number()))
    case .localPeer: .localPeer(peer())
    case .loss:
      .loss(Loss(time: time(), stage: pick(Loss.Stage.allCases, .decode), total: number()))
    case .tick: .tick(time())
    }
  }

  private mutating func peer() -> LocalPeer {
    let question = PeerQuestion(
      process: process(), socket: number(), address: .unix(text()), transport: transport(),
      netNamespace: number())
    let holder = PeerHolder(
      process: process(), executable: text(), user: number(), userName: text(),
      isOfMachine: flag())
    return LocalPeer(
      time: time(), question: question, standing: pick(LocalPeer.Standing.allCases, .absent),
      name: text(), holder: flag() ? nil : holder)
  }

  private mutating func programFacts() -> ProgramFacts {
    ProgramFacts(
      time: time(), process: process(), program: ProgramID(rawValue: number()), userName: text(),
      directory: text(), executable: FileDigest(sha256: text(), unavailable: text()),
      script: text(), scriptDigest: FileDigest(sha256: text(), unavailable: text()),
      package: flag() ? package() : nil, history: flag() ? history() : nil)
  }

  private mutating func package() -> PackageFacts {
    PackageFacts(
      ecosystem: text(), name: text(), version: text(), folder: text(), files: texts(),
      hosts: [NamedHost(host: text(), file: text(), line: number())], maintainers: texts(),
      published: flag() ? number() : nil, faults: texts(), digest: text())
  }

  private mutating func history() -> PackageHistory {
    PackageHistory(
      changes: texts(), before: text(), now: text(), sinceChange: flag() ? number() : nil,
      reached: texts(), earlier: texts(), elsewhere: texts(), doubts: texts())
  }

  private mutating func number<Number: FixedWidthInteger>() -> Number {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: 0
    case 1: .max
    default: Number.random(in: 0 ... .max, using: &generator)
    }
  }

  private mutating func flag() -> Bool { Bool.random(using: &generator) }

  private mutating func time() -> Instant { Instant(nanoseconds: number()) }

  private mutating func pick<Value>(_ values: [Value], _ other: Value) -> Value {
    values.randomElement(using: &generator) ?? other
  }

  private mutating func text() -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "Z", "\"", "\\", "/", "\n", "\r", "\t", "\0", "\u{1b}", "\u{7f}", "\u{9b}", "é",
      "\u{301}", "\u{202e}", "\u{2028}", "\u{feff}", "\u{fffd}", "\u{ffff}",
      "\u{1f600}", "\u{10ffff}", " ",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &generator) { text.append(pick(scalars, "a")) }
    return String(text)
  }

  private mutating func texts() -> [String] {
    (0..<Int.random(in: 0..<4, using: &generator)).map { _ in text() }
  }

  private mutating func process() -> ProcessID { ProcessID(pid: number(), start: time()) }

  private mutating func actor() -> Actor {
    Actor(process: process(), thread: number(), program: ProgramID(rawValue: number()))
  }

  private mutating func address() -> IPAddress {
    flag() ? IPAddress(v4: number()) : IPAddress(v6High: number(), low: number())
  }

  private mutating func endpoint() -> Endpoint { Endpoint(address: address(), port: number()) }

  private mutating func hook() -> Hook { pick(Hook.allCases, .egress) }

  private mutating func transport() -> TransportProtocol { TransportProtocol(number: number()) }

  private mutating func asked() -> AskedAddress {
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: .none
    case 1: .unreadable
    case 2: .many
    case 3: .read(.none)
    case 4: .read(.ip(endpoint()))
    case 5: .read(.unix(text()))
    default: .read(.other(family: number()))
    }
  }

  private mutating func exec() -> Exec {
    Exec(
      time: time(), actor: actor(), parent: process(), previous: ProgramID(rawValue: number()),
      executable: text(), file: text(), arguments: texts(), argumentsAreCut: flag(),
      environment: texts(), environmentIsCut: flag(), stdio: descriptors(), name: text(),
      user: number(), group: number(), login: flag() ? nil : number(),
      namespaces: Namespaces(net: number(), mount: number(), pid: number(), user: number()),
      isOlderThanEgret: flag(), awaitsMessage: flag())
  }

  private mutating func descriptors() -> [Descriptor] {
    (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
      Descriptor(kind: pick(Descriptor.Kind.allCases, .other), inode: number())
    }
  }

  private mutating func destination() -> Destination {
    Destination(
      time: time(), actor: actor(), owner: flag() ? nil : actor(), cookie: number(),
      endpoint: endpoint(), asked: asked(),
      transport: transport(), hook: hook(), via: pick(Via.allCases, .unknown),
      netNamespace: number(), threadName: text(), isOlderThanEgret: flag(), isInbound: flag(),
      ownPort: number())
  }

  private mutating func flowEnd() -> FlowEnd {
    FlowEnd(
      time: time(), owner: actor(), endpoint: endpoint(), cookie: number(), began: time(),
      bytesOut: number(), bytesIn: number(), netNamespace: number(), transport: transport(),
      result: pick(FlowEnd.Result.allCases, .unknown))
  }

  private mutating func bound() -> Bound {
    var bound = Bound(
      time: time(), actor: actor(), endpoint: endpoint(), transport: transport(), hook: hook(),
      netNamespace: number(), isOlderThanEgret: flag())
    bound.addresses = (0..<Int.random(in: 0..<3, using: &generator)).map { _ in address() }
    bound.names = texts()
    bound.path = text()
    return bound
  }

  private mutating func container() -> Container {
    Container(
      time: time(), process: process(), pidNamespace: number(), id: text(), engine: text(),
      name: text(), image: text(), arguments: texts(), serverName: text(), serverLabel: text())
  }

  private mutating func name() -> DNSPayload {
    let payload = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in number() as UInt8 }
    return DNSPayload(
      time: time(), owner: actor(), cookie: number(), peer: endpoint(), netNamespace: number(),
      transport: transport(), isAnswer: flag(), payload: payload, isCut: flag(),
      isLoopback: flag())
  }

  private mutating func segment() -> StreamSegment {
    let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in number() as UInt8 }
    return StreamSegment(
      time: time(), owner: actor(), cookie: number(), peer: endpoint(), netNamespace: number(),
      transport: transport(), isInbound: flag(), offset: number(), bytes: bytes, isCut: flag(),
      isLoopback: flag())
  }

  private mutating func claim() -> Claim {
    Claim(
      time: time(), owner: actor(), cookie: number(), peer: endpoint(), netNamespace: number(),
      transport: transport(), isLoopback: flag(), depth: pick([0, 1, 3, .max], 0), said: said())
  }

  private mutating func said() -> Said {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: .hello(name: nil, isEncrypted: flag())
    case 1: .hello(name: text(), isEncrypted: flag())
    case 2: .host(text())
    default:
      .proxy(
        ProxyTarget(
          way: pick(ProxyTarget.Way.allCases, .connect), host: text(), port: number()))
    }
  }

  private mutating func resolvers() -> Resolvers {
    var resolvers = Resolvers(
      time: time(), mountNamespace: number(),
      addresses: (0..<Int.random(in: 0..<3, using: &generator)).map { _ in address() },
      hosts: (0..<Int.random(in: 0..<3, using: &generator)).map { _ in
        Resolvers.Host(address: address(), names: texts())
      }, searchDomains: texts(), hostName: text())
    resolvers.resolvWriters = Resolvers.Writers(owner: number(), isOpen: flag())
    resolvers.hostsWriters = Resolvers.Writers(owner: number(), isOpen: flag())
    resolvers.isOfMachine = flag()
    resolvers.isOfUser = flag()
    resolvers.daemons = (0..<Int.random(in: 0..<3, using: &generator)).map { _ in actor().process }
    return resolvers
  }
}
