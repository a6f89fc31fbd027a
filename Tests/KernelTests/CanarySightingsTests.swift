// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

@Suite struct CanarySightingsTests {
  private static let own: UInt32 = 4_000
  private static let target = Endpoint(address: Canary<CanaryFlag>.loopback4, port: 40_001)

  private static func actor(_ pid: UInt32) -> Actor {
    Actor(
      process: ProcessID(pid: pid, start: Instant(nanoseconds: UInt64(pid))), thread: pid,
      program: .unknown)
  }

  private static func fork(_ parent: UInt32, _ child: UInt32) -> Event {
    .fork(
      Fork(
        time: Instant(nanoseconds: 1), parent: actor(parent), child: actor(child),
        name: ""))
  }

  private static func exec(_ pid: UInt32) -> Event {
    .exec(
      Exec(
        time: Instant(nanoseconds: 1), actor: actor(pid), parent: actor(1).process,
        previous: .unknown, executable: "", file: "", arguments: [], name: "", user: 0))
  }

  private static func exit(_ pid: UInt32) -> Event {
    .exit(Exit(time: Instant(nanoseconds: 1), actor: actor(pid), code: 0))
  }

  private static func destination(
    _ pid: UInt32, _ hook: Hook, to endpoint: Endpoint = target, asked: AskedAddress = .none,
    _ transport: TransportProtocol = .tcp
  ) -> Event {
    .destination(
      Destination(
        time: Instant(nanoseconds: 1), actor: actor(pid), endpoint: endpoint, asked: asked,
        transport: transport, hook: hook, via: .syscall))
  }

  /// A box: `#expect` takes no mutating calls.
  private final class Box {
    var sightings = CanarySightings(own: own)
    var told: Set<String> { sightings.told }
    func begin() { sightings.begin() }
    func take(_ event: Event) -> Bool { sightings.take(event) }
  }

  private func sightings(_ act: CanaryAct = .connect4) -> Box {
    let box = Box()
    var flight = CanaryFlight()
    flight.did(act, to: Self.target, .tcp)
    box.begin()
    box.sightings.did(flight)
    return box
  }

  @Test func takesOwnRecordsAndNobodyElses() {
    let sightings = sightings()
    #expect(!sightings.take(Self.destination(7, .connect4)))
    #expect(sightings.told.isEmpty)
    #expect(sightings.take(Self.destination(Self.own, .connect4)))
    #expect(sightings.told == ["on_connect4"])
  }

  @Test func provesTheSystemCallByItsOwnAddressOnly() {
    let sightings = sightings()
    let other = Endpoint(address: Canary<CanaryFlag>.loopback4, port: 40_002)
    _ = sightings.take(Self.destination(Self.own, .connect4, asked: .read(.ip(other))))
    #expect(!sightings.told.contains("on_connect"))
    _ = sightings.take(Self.destination(Self.own, .connect4, asked: .read(.ip(Self.target))))
    #expect(sightings.told.contains("on_connect"))
  }

  @Test func anotherPortOrProtocolIsAnotherAct() {
    let sightings = sightings()
    let other = Endpoint(address: Canary<CanaryFlag>.loopback4, port: 9)
    #expect(sightings.take(Self.destination(Self.own, .connect4, to: other)))
    #expect(sightings.take(Self.destination(Self.own, .connect4, .udp)))
    #expect(sightings.told.isEmpty)
  }

  @Test func anAdoptedSocketProvesItsMaker() {
    let sightings = sightings(.adopted)
    _ = sightings.take(Self.destination(Self.own, .connect4))
    #expect(sightings.told == ["on_socket", "on_connect4"])
  }

  @Test func keepsBackOwnChildrenFromBirthToDeath() {
    let sightings = sightings()
    #expect(sightings.take(Self.fork(Self.own, 50)))
    #expect(sightings.take(Self.exec(50)))
    #expect(sightings.take(Self.exit(50)))
    #expect(!sightings.take(Self.exec(50)))
    #expect(!sightings.take(Self.exit(50)))
  }

  @Test func otherLivesProveTheHooksAndGoOn() {
    let sightings = sightings()
    #expect(!sightings.take(Self.fork(1, 60)))
    #expect(!sightings.take(Self.exec(60)))
    #expect(!sightings.take(Self.exit(60)))
    sightings.begin()
    #expect(sightings.told == ["on_fork", "on_exec", "on_exit"])
    sightings.begin()
    #expect(sightings.told.isEmpty)
  }

  @Test func anOwnLifeProvesTheHooksOnlyNow() {
    let sightings = sightings()
    for event in [Self.fork(Self.own, 50), Self.exec(50), Self.exit(50)] {
      #expect(sightings.take(event))
    }
    #expect(sightings.told == ["on_fork", "on_exec", "on_exit"])
    sightings.begin()
    #expect(sightings.told.isEmpty)
  }

  @Test func aPIDUsedAgainIsNobodysChild() {
    let sightings = sightings()
    _ = sightings.take(Self.fork(Self.own, 50))
    let again = Actor(
      process: ProcessID(pid: 50, start: Instant(nanoseconds: 99)), thread: 50, program: .unknown)
    #expect(!sightings.take(.exit(Exit(time: Instant(nanoseconds: 2), actor: again, code: 0))))
  }

  @Test func childrenThatNeverEndAreForgotten() {
    let sightings = sightings()
    for pid in 1_000..<UInt32(2_000) { _ = sightings.take(Self.fork(Self.own, pid)) }
    let kept = (1_000..<UInt32(2_000)).filter { sightings.take(Self.exec($0)) }
    #expect(kept.count <= 64)
  }
}
