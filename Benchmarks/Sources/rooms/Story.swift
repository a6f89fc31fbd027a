// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Policies
import Servers

/// A monitor with one server that runs, and what happens around it again and again.
struct Story {
  private var monitor: Monitor
  private var clock: UInt64 = 1_000_000_000

  private static let policy =
    "egret: 1\nservers:\n  github:\n    expect: [api.github.com, 198.51.100.0/24]\n"

  init() {
    let entry = ServerEntry(
      name: "github", transport: .stdio(command: ["python3", "/opt/server.py"]), client: "Cursor",
      scope: .user, file: "/home/ada/.cursor/mcp.json")
    monitor = Monitor(
      policy: Policy.read(Self.policy, file: "policy.yaml").policy ?? Policy(),
      recognisers: [EntryRecogniser(entries: [entry])])
  }

  mutating func begin() {
    guard !consume(.exec(exec(actor(20, 2), ["python3", "/opt/server.py"]))).isEmpty,
      monitor.runningServers == 1
    else { fatalError("the server is not known") }
  }

  /// The server connects to where it is expected to.
  mutating func reach(_ number: Int) -> Int { connect(number, to: 0xc633_6400) }

  /// The server connects to where nothing expects it to.
  mutating func stray(_ number: Int) -> Int { connect(number, to: 0xcb00_7100) }

  private mutating func connect(_ number: Int, to network: UInt32) -> Int {
    let address = IPAddress(v4: network | UInt32(truncatingIfNeeded: number & 0xff))
    return consume(
      .destination(
        Destination(
          time: now(), actor: actor(20, 2), cookie: UInt64(number),
          endpoint: Endpoint(address: address, port: 443), transport: .tcp, hook: .connect4,
          via: .syscall))
    ).count
  }

  /// A process of nobody's server begins and ends.
  mutating func live(_ number: Int) -> Int {
    let pid = UInt32(1_000 + number % 30_000)
    let child = actor(pid, UInt64(100 + number))
    let shell = actor(10, 1)
    var count = consume(
      .fork(
        Fork(
          time: now(), parent: shell,
          child: Actor(process: child.process, thread: pid, program: shell.program),
          name: "sh"))
    ).count
    count += consume(.exec(exec(child, ["make", "-j", "8", "all"]))).count
    return count + consume(.exit(Exit(time: now(), actor: child, code: 0))).count
  }

  private mutating func consume(_ event: Event) -> [Outcome] { monitor.consume(event) }

  /// A tenth of a millisecond later.
  private mutating func now() -> Instant {
    clock += 100_000
    return Instant(nanoseconds: clock)
  }

  private func actor(_ pid: UInt32, _ program: UInt64) -> Actor {
    let start = Instant(nanoseconds: pid < 1_000 ? UInt64(pid) : clock)
    return Actor(
      process: ProcessID(pid: pid, start: start), thread: pid, program: ProgramID(rawValue: program))
  }

  private mutating func exec(_ actor: Actor, _ arguments: [String]) -> Exec {
    Exec(
      time: now(), actor: actor,
      parent: ProcessID(pid: 10, start: Instant(nanoseconds: 10)), previous: .unknown,
      executable: "/usr/bin/\(arguments[0])", file: "/usr/bin/\(arguments[0])",
      arguments: arguments, environment: ["HOME", "PATH", "LANG"], name: arguments[0],
      user: 1_000, group: 1_000)
  }
}
