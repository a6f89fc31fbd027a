// SPDX-License-Identifier: Apache-2.0

import Events

/// Makes the events of a recording, one after the other.
struct Maker {
  private var clock: UInt64 = 1_000_000_000
  private var program: UInt64 = 2

  private static let resolver = Endpoint(address: IPAddress(v4: 0xc000_0235), port: 53)
  private static let net: UInt32 = 4_026_531_840
  private static let server = actor(20, 2)

  private static func actor(_ pid: UInt32, _ program: UInt64) -> Actor {
    Actor(
      process: ProcessID(pid: pid, start: Instant(nanoseconds: UInt64(pid) * 10_000_000)),
      thread: pid, program: ProgramID(rawValue: program))
  }

  mutating func begin() -> Event {
    .exec(exec(Self.server, previous: 0, ["python3", "/opt/server.py"]))
  }

  /// A tenth of a millisecond after the last one, and a tick each second.
  mutating func event(_ number: Int) -> Event {
    clock += 100_000
    let child = Self.actor(UInt32(1_000 + number % 20_000), program)
    switch number % 20 {
    case 0..<11: return .destination(destination(number, 0x0a0b_0000 | UInt32(number % 50)))
    case 11..<14: return .flowEnd(flowEnd(number))
    case 14: return .dnsPayload(query)
    case 15: return .dnsPayload(answer(number))
    case 16: return .destination(destination(number, 0xcb00_7100 | UInt32(number % 200)))
    case 17:
      program += 1
      return .fork(
        Fork(
          time: now, parent: Self.server, child: Self.actor(child.process.pid, 2),
          name: "python3"))
    case 18:
      return .exec(
        exec(Self.actor(child.process.pid - 1, program), previous: 2, ["git", "status"]))
    default:
      if number % 10_000 == 9_999 { return .tick(now) }
      return .exit(Exit(time: now, actor: Self.actor(child.process.pid - 2, program), code: 0))
    }
  }

  private var now: Instant { Instant(nanoseconds: clock) }

  private func destination(_ number: Int, _ address: UInt32) -> Destination {
    let endpoint = Endpoint(address: IPAddress(v4: address), port: 443)
    return Destination(
      time: now, actor: Self.server, owner: Self.server, cookie: UInt64(number),
      endpoint: endpoint, asked: .read(.ip(endpoint)), transport: .tcp, hook: .connect4,
      via: .syscall, netNamespace: Self.net, threadName: "python3")
  }

  private func flowEnd(_ number: Int) -> FlowEnd {
    FlowEnd(
      time: now, owner: Self.server,
      endpoint: Endpoint(address: IPAddress(v4: 0x0a0b_0000 | UInt32((number - 11) % 50)), port: 443),
      cookie: UInt64(number - 11), began: now, bytesOut: 1_000, bytesIn: 2_000,
      netNamespace: Self.net, transport: .tcp, result: .established)
  }

  private var query: DNSPayload {
    DNSPayload(
      time: now, owner: Self.server, cookie: 5, peer: Self.resolver, netNamespace: Self.net,
      transport: .udp, isAnswer: false,
      payload: [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + Self.name + [0, 0, 1, 0, 1])
  }

  private static let name = ["api", "example", "com"].flatMap {
    [UInt8($0.utf8.count)] + Array($0.utf8)
  }

  /// Which of the names has which address.
  private func answer(_ number: Int) -> DNSPayload {
    let host = UInt8(number / 20 % 50)
    let record: [UInt8] = [0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 14, 16, 0, 4, 10, 11, 0, host]
    return DNSPayload(
      time: now, owner: Self.server, cookie: 5, peer: Self.resolver, netNamespace: Self.net,
      transport: .udp, isAnswer: true,
      payload: [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0] + Self.name + [0, 0, 1, 0, 1] + record)
  }

  private func exec(_ actor: Actor, previous: UInt64, _ arguments: [String]) -> Exec {
    Exec(
      time: now, actor: actor, parent: Self.actor(10, 1).process,
      previous: ProgramID(rawValue: previous), executable: "/usr/bin/\(arguments[0])",
      file: "/usr/bin/\(arguments[0])", arguments: arguments,
      environment: ["HOME", "PATH", "LANG", "API_TOKEN", "XDG_RUNTIME_DIR", "SHELL"],
      stdio: (0..<3).map { Descriptor(kind: .pipe, inode: 100 + $0) }, name: arguments[0],
      user: 1_000, group: 1_000,
      namespaces: Namespaces(net: Self.net, mount: 4_026_531_841, pid: 1, user: 1))
  }
}
