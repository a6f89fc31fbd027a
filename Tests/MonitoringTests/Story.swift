// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers

@testable import Monitoring

/// Processes as the kernel would tell of them, into a monitor: short to write. A tenth of a second
/// lies between two events.
struct Story {
  var monitor: Monitor
  private(set) var directives: [Directive] = []
  private(set) var requests: [Request] = []
  private(set) var findings: [Finding] = []
  private var clock: UInt64 = 1_000_000_000_000
  private var programs: [UInt32: UInt64] = [:]
  private var parents: [UInt32: UInt32] = [:]
  private var environments: [UInt32: [String]] = [:]
  private var lastProgram: UInt64 = 0
  private var namespaces: [UInt32: UInt32] = [:]

  static let resolver = IPAddress("192.0.2.53") ?? IPAddress(v4: 0)
  static let machine: UInt32 = 4_026_531_836

  /// `initNamespace`: the pid namespace of the first process; 0 where its files are closed. Without `trusts`
  /// the policy stays as it is.
  init(
    _ entries: [ServerEntry], policy: Policy = Policy(), initNamespace: UInt32 = Story.machine,
    judgesManual: Bool = false, trusts: Bool = true
  ) {
    monitor = Monitor(
      policy: trusts ? Self.trusting(policy) : policy,
      recognisers: [EntryRecogniser(entries: entries)],
      judgesManual: judgesManual)
    exec(1, parent: 0, ["/sbin/init"], pidNamespace: initNamespace, isOlder: true)
  }

  /// The policy, with the story's resolver as the one whose answers count.
  static func trusting(_ policy: Policy) -> Policy {
    var policy = policy
    policy.resolvers = .addresses([resolver])
    return policy
  }

  static func entry(
    _ name: String, _ command: [String], client: String = "Cursor", implied: [String] = []
  ) -> ServerEntry {
    ServerEntry(
      name: name, transport: .stdio(command: command), client: client, scope: .user, file: "/f",
      user: 1000, implied: implied)
  }

  var now: Instant { Instant(nanoseconds: clock) }

  mutating func pass(seconds: UInt64) {
    clock += seconds * 1_000_000_000
    consume(.tick(now))
  }

  mutating func consume(_ event: Event) {
    take(monitor.consume(event))
    clock += 100_000_000
  }

  private mutating func take(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      switch outcome {
      case .finding(let finding): findings.append(finding)
      case .directive(let directive): directives.append(directive)
      case .request(.findPeer(let question)):
        // Nobody is seen at the other end.
        let peer = LocalPeer(time: now, question: question, standing: .unknown)
        take(monitor.consume(.localPeer(peer)))
      case .request(let request): requests.append(request)
      case .amended, .closing, .activity: break
      }
    }
  }

  private func id(_ pid: UInt32) -> ProcessID {
    ProcessID(pid: pid, start: Instant(nanoseconds: UInt64(pid) * 10_000_000))
  }

  func actor(_ pid: UInt32) -> Actor {
    Actor(process: id(pid), thread: pid, program: ProgramID(rawValue: programs[pid] ?? 0))
  }

  mutating func fork(_ parent: UInt32, _ child: UInt32) {
    programs[child] = programs[parent]
    parents[child] = parent
    environments[child] = environments[parent]
    namespaces[child] = namespaces[parent]
    consume(
      .fork(Fork(time: now, parent: actor(parent), child: actor(child), name: "x")))
  }

  mutating func exit(_ pid: UInt32) { consume(.exit(Exit(time: now, actor: actor(pid), code: 0))) }

  /// Forks first where the process is new. `environment` nil is what it had before.
  mutating func exec(
    _ pid: UInt32, parent: UInt32 = 0, _ arguments: [String], executable: String? = nil,
    file: String? = nil, environment: [String]? = nil,
    stdio: Descriptor.Kind = .socket, stdin: UInt64 = 7, pidNamespace: UInt32? = nil,
    isOlder: Bool = false,
    awaitsMessage: Bool = false, cgroup: String = ""
  ) {
    if programs[pid] == nil, parent != 0, !isOlder { fork(parent, pid) }
    if isOlder { parents[pid] = parent }
    let previous = isOlder ? 0 : programs[pid] ?? 0
    lastProgram += 1
    programs[pid] = lastProgram
    if let environment { environments[pid] = environment }
    namespaces[pid] = pidNamespace ?? namespaces[pid] ?? Self.machine
    let file = file ?? arguments.first ?? ""
    let name = file.split(separator: "/").last.map(String.init) ?? file
    consume(
      .exec(
        Exec(
          time: now, actor: actor(pid), parent: id(parents[pid] ?? 0),
          previous: ProgramID(rawValue: previous),
          executable: executable ?? (file.isEmpty ? arguments.first ?? "" : file), file: file,
          arguments: arguments, environment: environments[pid] ?? [],
          stdio: [stdin, 7, 7].map { Descriptor(kind: stdio, inode: $0) }, name: name,
          user: 1000,
          namespaces: Namespaces(net: 10, mount: 20, pid: namespaces[pid] ?? 0, user: 30),
          cgroup: cgroup, isOlderThanEgret: isOlder, awaitsMessage: awaitsMessage)))
  }

  /// The process asks the machine's resolver, and is told.
  mutating func resolve(_ pid: UInt32, _ name: String, _ address: String) {
    guard let address = IPAddress(address) else { return }
    var message = DNSPayload(
      time: now, owner: actor(pid), cookie: 5, peer: Endpoint(address: Self.resolver, port: 53),
      netNamespace: 10, transport: .udp, isAnswer: false, payload: Self.query(name))
    consume(.dnsPayload(message))
    message.time = now
    message.isAnswer = true
    message.payload = Self.answer(name, address)
    consume(.dnsPayload(message))
  }

  /// What reaching it led to.
  @discardableResult
  mutating func reach(
    _ pid: UInt32, _ address: String, _ port: UInt16 = 443, _ transport: TransportProtocol = .tcp
  ) -> Finding? {
    guard let address = IPAddress(address) else { return nil }
    let endpoint = Endpoint(address: address, port: port)
    let before = findings.count
    consume(
      .destination(
        Destination(
          time: now, actor: actor(pid), cookie: clock, endpoint: endpoint,
          asked: .read(.ip(endpoint)), transport: transport,
          hook: transport == .tcp ? .connect4 : .sendmsg4, via: .syscall,
          netNamespace: 10)))
    return findings.count > before ? findings.last : nil
  }

  /// A DNS query for an A record.
  static func query(_ name: String) -> [UInt8] {
    [0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0] + question(name)
  }

  private static func question(_ name: String) -> [UInt8] {
    var question: [UInt8] = []
    for label in name.split(separator: ".") {
      question.append(UInt8(label.utf8.count))
      question += Array(label.utf8)
    }
    return question + [0, 0, 1, 0, 1]
  }

  /// The DNS answer to it, with one A record.
  static func answer(_ name: String, _ address: IPAddress) -> [UInt8] {
    let octets = address.description.split(separator: ".").compactMap { UInt8($0) }
    return [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0] + question(name)
      + [0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 1, 0, 0, 4] + octets
  }
}

extension Story {
  /// What telling a proxy led to, on the connection that was made last.
  @discardableResult
  mutating func tell(_ pid: UInt32, _ address: String, _ port: UInt16, _ host: String) -> Finding? {
    guard let address = IPAddress(address) else { return nil }
    let before = findings.count
    consume(
      .claim(
        Claim(
          time: now, owner: actor(pid), cookie: 1, peer: Endpoint(address: address, port: port),
          netNamespace: 10, said: .proxy(ProxyTarget(way: .connect, host: host, port: 443)))))
    return findings.count > before ? findings.last : nil
  }
}
