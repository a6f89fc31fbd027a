// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Servers

/// What happens in a recorded run: two servers, secrets on command lines, idle seconds, a reload.
enum RecordedStory {
  static let secret = "hunter2-hunter2"
  private static let net: UInt32 = 4_026_531_840

  static let entries = [
    ServerEntry(
      name: "one", transport: .stdio(command: ["python3", "/opt/one.py", "--api-key", secret]),
      client: "Cursor", scope: .user, file: "/home/ada/.cursor/mcp.json",
      environment: ["API_TOKEN"]),
    ServerEntry(
      name: "two", transport: .stdio(command: ["node", "/opt/two.js", "--token=${input:token}"]),
      client: "VS Code", scope: .user, file: "/home/ada/.config/Code/User/mcp.json"),
  ]
  static let more =
    entries + [
      ServerEntry(
        name: "late", transport: .stdio(command: ["late-server"]), client: "Cursor", scope: .user,
        file: "/home/ada/.cursor/mcp.json")
    ]

  static func at(_ seconds: Double) -> Instant {
    Instant(nanoseconds: UInt64(seconds * 1000) * 1_000_000)
  }

  private static func actor(_ pid: UInt32, _ program: UInt64) -> Actor {
    Actor(
      process: ProcessID(pid: pid, start: at(Double(pid))), thread: pid,
      program: ProgramID(rawValue: program))
  }

  static func exec(_ pid: UInt32, _ program: UInt64, _ arguments: [String]) -> Event {
    .exec(
      Exec(
        time: at(Double(pid)), actor: actor(pid, program), parent: actor(9, 1).process,
        previous: ProgramID(rawValue: 1), executable: "/usr/bin/" + (arguments.first ?? ""),
        file: "/usr/bin/" + (arguments.first ?? ""), arguments: arguments,
        environment: ["API_TOKEN", "PATH"], stdio: [Descriptor(kind: .pipe, inode: 1)],
        name: "\u{1b}[31mx", user: 1000,
        namespaces: Namespaces(net: net, mount: 5, pid: 1, user: 1)))
  }

  static func reach(_ pid: UInt32, _ program: UInt64, _ last: UInt32, at time: Double) -> Event {
    .destination(
      Destination(
        time: at(time), actor: actor(pid, program), cookie: UInt64(last),
        endpoint: Endpoint(address: IPAddress(v4: 0xcb00_7100 | last), port: 443),
        transport: .tcp, hook: .connect4, via: .syscall, netNamespace: net))
  }

  private static func close(
    _ pid: UInt32, _ program: UInt64, _ last: UInt32, at time: Double
  ) -> Event {
    .flowEnd(
      FlowEnd(
        time: at(time), owner: actor(pid, program),
        endpoint: Endpoint(address: IPAddress(v4: 0xcb00_7100 | last), port: 443),
        cookie: UInt64(last), began: at(time - 1), bytesOut: 517, bytesIn: 3, netNamespace: net,
        transport: .tcp, result: .established))
  }

  static func play(_ run: RecordedRun) throws {
    let start = RecordedRun.host.realtimeOffset
    let hosts = (0..<3_000).map { index in
      Resolvers.Host(
        address: IPAddress(v4: UInt32(index)), names: ["a\(index).example", "b", "c", "d"])
    }
    run.consume(
      .resolvers(
        Resolvers(time: at(1), mountNamespace: 0, addresses: [IPAddress(v4: 1)], hosts: hosts)))
    run.report(.start, at: at(1))
    run.consume(exec(20, 2, ["python3", "/opt/one.py", "--api-key", secret]))
    run.consume(exec(30, 3, ["node", "/opt/two.js", "--token=" + secret]))
    run.consume(exec(40, 4, ["late-server", "--password", secret]))
    for index in 0..<20 {
      let time = 100 + Double(index)
      run.consume(reach(20, 2, UInt32(index % 3), at: time))
      run.consume(reach(30, 3, UInt32(index % 2), at: time + 0.1))
      run.tick(at: at(time + 0.5), offset: start + Int64(index / 4) * 1_500_000)
    }
    run.consume(close(20, 2, 1, at: 121))
    run.report(.heartbeat, at: at(122))
    for second in 0..<300 { run.tick(at: at(130 + Double(second)), offset: start - Int64(second)) }
    run.reload(more)
    run.report(.policyAccepted, at: at(431))
    run.consume(exec(50, 5, ["late-server"]))
    run.consume(reach(50, 5, 9, at: 450))
    run.consume(reach(20, 2, 1, at: 451))
    try run.end()
  }
}
