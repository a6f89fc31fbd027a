// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers

@testable import Monitoring

/// A monitor with one server in a client's configuration, and short words for what happens.
///
/// Processes start at a tenth of their pid in seconds.
struct Scene {
  var monitor: Monitor
  static let net: UInt32 = 4_026_531_840
  static let mount: UInt32 = 4_026_531_841
  static let command = ["python3", "/opt/server.py"]

  init(
    expect: String = "api.example", servers: [String: [String]] = ["one": command],
    policy: Policy? = nil
  ) {
    monitor = Monitor(
      policy: policy ?? Self.policy(expect, servers.keys.sorted()),
      recognisers: [Self.recogniser(servers)])
  }

  static func recogniser(_ servers: [String: [String]]) -> EntryRecogniser {
    EntryRecogniser(
      entries: servers.sorted { $0.key < $1.key }.map { name, command in
        ServerEntry(
          name: name, transport: .stdio(command: command), client: "Cursor", scope: .user,
          file: "/home/ada/.cursor/mcp.json", environment: ["API_TOKEN"])
      })
  }

  static func policy(_ expect: String, _ names: [String] = ["one"]) -> Policy {
    let text =
      "egret: 1\nservers:\n"
      + names.map { "  \($0):\n    expect: [\"\(expect)\"]\n" }.joined()
    return Policy.read(text, file: "policy.yaml").policy ?? Policy()
  }

  static func at(_ seconds: Double) -> Instant {
    Instant(nanoseconds: UInt64(seconds * 1000) * 1_000_000)
  }

  static func id(_ pid: UInt32) -> ProcessID { ProcessID(pid: pid, start: at(Double(pid) / 10)) }

  static func actor(_ pid: UInt32, _ program: UInt64, thread: UInt32? = nil) -> Actor {
    Actor(process: id(pid), thread: thread ?? pid, program: ProgramID(rawValue: program))
  }

  /// What is asked of the package of the server that `begin` starts.
  static let packageQuestion = PackageQuestion(
    server: "1000 /home/ada/.cursor/mcp.json  one", command: command, file: "/usr/bin/python3",
    arguments: command)

  static func ip(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(v4: 0) }

  static func exec(
    _ pid: UInt32, _ program: UInt64, previous: UInt64 = 0, parent: UInt32 = 1, at time: Double,
    _ arguments: [String] = command, stdin: Descriptor.Kind = .pipe, isOlder: Bool = false
  ) -> Event {
    .exec(
      Exec(
        time: at(time), actor: actor(pid, program), parent: id(parent),
        previous: ProgramID(rawValue: previous), executable: "/usr/bin/" + (arguments.first ?? ""),
        file: "/usr/bin/" + (arguments.first ?? ""), arguments: arguments,
        environment: ["API_TOKEN", "PATH"], stdio: [Descriptor(kind: stdin, inode: 1)],
        name: arguments.first ?? "", user: 1000,
        namespaces: Namespaces(net: net, mount: mount, pid: 1, user: 1), isOlderThanEgret: isOlder))
  }

  static func fork(_ parent: UInt32, _ child: UInt32, _ program: UInt64, at time: Double) -> Event {
    .fork(
      Fork(
        time: at(time), parent: actor(parent, program), child: actor(child, program),
        name: "x"))
  }

  static func exit(_ pid: UInt32, _ program: UInt64, at time: Double) -> Event {
    .exit(Exit(time: at(time), actor: actor(pid, program), code: 0))
  }

  static func destination(
    _ pid: UInt32, _ program: UInt64, _ address: String = "203.0.113.7", port: UInt16 = 443,
    at time: Double, asked: AskedAddress = .none, owner: Actor? = nil, hook: Hook = .connect4,
    net: UInt32 = net, thread: UInt32? = nil
  ) -> Event {
    .destination(
      Destination(
        time: at(time), actor: actor(pid, program, thread: thread), owner: owner, cookie: 9,
        endpoint: Endpoint(address: ip(address), port: port), asked: asked, transport: .tcp,
        hook: hook, via: .syscall, netNamespace: net))
  }

  static func asked(
    _ pid: UInt32, _ program: UInt64, _ address: AskedAddress, index: UInt16, thread: UInt32? = nil,
    hook: Hook = .sysSendmmsg
  ) -> Event {
    .askedCall(
      AskedCall(
        time: at(1), actor: actor(pid, program, thread: thread), address: address, hook: hook,
        index: index))
  }

  static func endpoint(_ address: String, _ port: UInt16 = 443) -> AskedAddress {
    .read(.ip(Endpoint(address: ip(address), port: port)))
  }

  /// A server begins as process 20 with program 2, forked by process 10.
  mutating func begin() {
    feed([
      Self.exec(10, 1, at: 1, ["cursor"]), Self.fork(10, 20, 1, at: 2),
      Self.exec(20, 2, previous: 1, parent: 10, at: 2.1),
    ])
  }

  @discardableResult
  mutating func feed(_ events: [Event]) -> [Outcome] { events.flatMap { answered($0) } }

  /// What an event leads to, and the answer that a look for the other end found nobody: a test that has
  /// another gives it itself.
  private mutating func answered(_ event: Event) -> [Outcome] {
    var outcomes = monitor.consume(event)
    for case .findPeer(let question) in Self.requests(outcomes) {
      let peer = LocalPeer(time: event.time, question: question, standing: .unknown)
      outcomes += monitor.consume(.localPeer(peer))
    }
    return outcomes
  }

  mutating func findings(_ events: [Event]) -> [Finding] {
    feed(events).compactMap { outcome in
      if case .finding(let finding) = outcome { finding } else { nil }
    }
  }

  mutating func directives(_ event: Event) -> [Directive] { Self.directives(feed([event])) }

  static func requests(_ outcomes: [Outcome]) -> [Request] {
    outcomes.compactMap { outcome in
      if case .request(let request) = outcome { request } else { nil }
    }
  }

  static func directives(_ outcomes: [Outcome]) -> [Directive] {
    outcomes.compactMap { outcome in
      if case .directive(let directive) = outcome { directive } else { nil }
    }
  }
}
