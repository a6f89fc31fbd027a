// SPDX-License-Identifier: Apache-2.0

import Events
import TestKit

/// Events of a few processes and programs in any order, so that they meet; times mostly go on, and
/// sometimes jump.
struct RandomStory {
  private var generator: SeededGenerator
  private let pids: ClosedRange<UInt32>
  private let programs: ClosedRange<UInt64>
  private var now = 10.0

  init(seed: UInt64, pids: ClosedRange<UInt32> = 1...60, programs: ClosedRange<UInt64> = 0...60) {
    generator = SeededGenerator(seed: seed)
    self.pids = pids
    self.programs = programs
  }

  mutating func event(_ step: Int) -> Event {
    now += Double.random(in: 0..<0.1, using: &generator)
    let time = chance(500) ? Instant(nanoseconds: bits()) : Scene.at(now)
    switch Int.random(in: 0..<20, using: &generator) {
    case 0...3:
      return .fork(Fork(time: time, parent: actor(), child: actor(), name: "x"))
    case 4...8: return exec()
    case 9...11: return .exit(Exit(time: time, actor: actor(), code: 0))
    case 12...13:
      return .askedCall(
        AskedCall(
          time: time, actor: actor(), address: asked(), hook: hook(),
          index: UInt16.random(in: 0..<70, using: &generator)))
    case 14...16: return .destination(destination(time))
    case 17: return .dnsPayload(name(time))
    case 18:
      return .resolvers(
        Resolvers(
          time: time, mountNamespace: chance(2) ? Scene.mount : 0, addresses: [address()],
          hosts: [Resolvers.Host(address: address(), names: ["other.example"])]))
    default: return rest(time)
    }
  }

  private mutating func rest(_ time: Instant) -> Event {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      return .loss(
        Loss(
          time: time, stage: Loss.Stage.allCases.randomElement(using: &generator) ?? .decode,
          total: bits()))
    case 1:
      return .flowEnd(
        FlowEnd(
          time: time, owner: actor(), endpoint: endpoint(), cookie: cookie(),
          began: Instant(nanoseconds: bits()), bytesOut: bits(), bytesIn: bits(),
          netNamespace: Scene.net, transport: .tcp, result: .refused))
    case 2:
      return .meddling(
        Meddling(
          time: time, actor: actor(), target: UInt32.random(in: pids, using: &generator),
          call: Meddling.Call.allCases.randomElement(using: &generator) ?? .ptrace))
    case 3: return claim(time)
    default: return .tick(time)
    }
  }

  private mutating func claim(_ time: Instant) -> Event {
    let name = ["api.example", "x.webhook.site", "203.0.113.7", "::1"].randomElement(
      using: &generator)
    let target = ProxyTarget(way: .connect, host: name ?? "", port: endpoint().port)
    let said: Said =
      chance(3)
      ? .proxy(target) : chance(2) ? .host(name ?? "") : .hello(name: name, isEncrypted: chance(3))
    return .claim(
      Claim(
        time: time, owner: actor(), cookie: cookie(), peer: endpoint(),
        netNamespace: chance(3) ? 7 : Scene.net, transport: chance(3) ? .udp : .tcp,
        depth: chance(3) ? 1 : 0, said: said))
  }

  private mutating func chance(_ parts: Int) -> Bool {
    Int.random(in: 0..<parts, using: &generator) == 0
  }

  private mutating func bits() -> UInt64 {
    chance(3) ? .max : UInt64.random(in: 0 ... .max, using: &generator)
  }

  private mutating func cookie() -> UInt64 { UInt64.random(in: 0..<20, using: &generator) }

  private mutating func actor() -> Actor {
    let pid = UInt32.random(in: pids, using: &generator)
    var actor = Scene.actor(pid, UInt64.random(in: programs, using: &generator))
    if chance(10) { actor.process.start = Instant(nanoseconds: chance(2) ? 0 : bits()) }
    if chance(10) { actor.thread = UInt32.random(in: 0 ... .max, using: &generator) }
    return actor
  }

  private mutating func exec() -> Event {
    let commands = [Scene.command, ["python3", "/two.py"], ["cursor"], ["curl", "x"], [], [""]]
    let (pid, parent) = (actor().process.pid, actor().process.pid)
    return Scene.exec(
      pid, UInt64.random(in: programs, using: &generator),
      previous: UInt64.random(in: programs, using: &generator), parent: parent, at: now,
      commands.randomElement(using: &generator) ?? [], stdin: chance(10) ? .terminal : .pipe,
      isOlder: chance(8))
  }

  private mutating func address() -> IPAddress {
    let texts = [
      "203.0.113.7", "10.0.0.1", "127.0.0.1", "192.0.2.53", "169.254.169.254", "2001:db8::1",
      "64:ff9b::7f00:1", "0.0.0.0", "255.255.255.255", "ff02::1", "::",
    ]
    return Scene.ip(texts.randomElement(using: &generator) ?? "::")
  }

  private mutating func endpoint() -> Endpoint {
    Endpoint(
      address: address(), port: [0, 53, 443, 853, .max].randomElement(using: &generator) ?? 0)
  }

  private mutating func hook() -> Hook { Hook.allCases.randomElement(using: &generator) ?? .egress }

  private mutating func asked() -> AskedAddress {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: .none
    case 1: .unreadable
    case 2: .many
    case 3: .read(.none)
    case 4: .read(.unix(chance(2) ? "/run/docker.sock" : "\u{0}\u{1b}"))
    case 5: .read(.other(family: UInt16.random(in: 0 ... .max, using: &generator)))
    default: .read(.ip(endpoint()))
    }
  }

  private mutating func destination(_ time: Instant) -> Destination {
    Destination(
      time: time, actor: actor(), owner: chance(2) ? nil : actor(), cookie: cookie(),
      endpoint: endpoint(), asked: asked(),
      transport: TransportProtocol(number: UInt16.random(in: 0..<300, using: &generator)),
      hook: hook(), via: Via.allCases.randomElement(using: &generator) ?? .unknown,
      netNamespace: chance(3) ? 7 : Scene.net, threadName: "\u{1b}")
  }

  private mutating func name(_ time: Instant) -> DNSPayload {
    let payload = (0..<Int.random(in: 0..<80, using: &generator)).map { _ in
      UInt8.random(in: 0 ... .max, using: &generator)
    }
    return DNSPayload(
      time: time, owner: actor(), cookie: cookie(), peer: endpoint(),
      netNamespace: chance(3) ? 7 : Scene.net, isAnswer: chance(2), payload: payload)
  }
}
