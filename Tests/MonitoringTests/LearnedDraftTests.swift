// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import TestKit
import Testing

@testable import Monitoring

/// A draft that is accepted as it is silences exactly what was seen.
@Suite struct LearnedDraftTests {
  /// What a server did, in an order: asked for names, reached addresses under them or without one.
  private struct Day {
    var events: [Event] = []
    var cookie: UInt64 = 100
    var clock = 10.0
    var reached: [(host: String?, address: String, port: UInt16, transport: TransportProtocol)] = []

    mutating func tick() -> Double {
      clock += 0.05
      return clock
    }

    mutating func ask(_ host: String, _ address: String) {
      let (asked, told) = (tick(), tick())
      events += [AskingScene.asked(host, at: asked), AskingScene.told(host, address, at: told)]
    }

    mutating func reach(
      _ host: String?, _ address: String, _ port: UInt16, _ transport: TransportProtocol = .tcp
    ) {
      reached.append((host, address, port, transport))
      cookie += 1
      events.append(
        .destination(
          Destination(
            time: Scene.at(tick()), actor: Scene.actor(20, 2), owner: Scene.actor(20, 2),
            cookie: cookie, endpoint: Endpoint(address: Scene.ip(address), port: port),
            transport: transport, hook: .connect4, via: .syscall, netNamespace: Scene.net)))
    }
  }

  private static let ports: [UInt16] = [443, 80, 5432, 8443, 53, 65_535]

  private static func day(_ generator: inout SeededGenerator) -> Day {
    var day = Day()
    for _ in 0..<Int.random(in: 1...25, using: &generator) {
      let last = Int.random(in: 1...40, using: &generator)
      let host = "h\(last).s\(last % 7).example"
      let address = "203.0.113.\(last)"
      let port = ports.randomElement(using: &generator) ?? 443
      let transport: TransportProtocol =
        Int.random(in: 0..<5, using: &generator) == 0 ? .udp : .tcp
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: day.ask(host, address)
      case 1: day.reach(nil, "198.51.100.\(last)", port, transport)
      case 2: day.reach(nil, "127.0.0.\(1 + last % 3)", port, transport)
      case 3: day.reach(nil, "10.0.\(last).1", port, transport)
      case 4: day.reach(nil, "169.254.169.254", 80)
      default:
        day.ask(host, address)
        day.reach(host, address, port, transport)
      }
    }
    return day
  }

  private static func monitor(_ policy: Policy, tellsAll: Bool = false) -> Monitor {
    var monitor = Monitor(
      policy: policy, recognisers: [Scene.recogniser(["one": Scene.command])], tellsAll: tellsAll)
    let beginning = [
      Scene.exec(10, 1, at: 1, ["cursor"]), Scene.fork(10, 20, 1, at: 2),
      Scene.exec(20, 2, previous: 1, parent: 10, at: 2.1),
      .resolvers(
        Resolvers(
          time: Scene.at(2.2), mountNamespace: Scene.mount, addresses: [AskingScene.machine])),
    ]
    for event in beginning { _ = monitor.consume(event) }
    return monitor
  }

  private static func findings(_ policy: Policy, _ events: [Event]) -> [Finding] {
    var monitor = monitor(policy)
    var findings: [Finding] = []
    for event in events {
      let outcomes = monitor.consume(event)
      findings += HandoffScene.findings(outcomes)
      for case .findPeer(let question) in Scene.requests(outcomes) {
        let peer = LocalPeer(time: event.time, question: question, standing: .unknown)
        findings += HandoffScene.findings(monitor.consume(.localPeer(peer)))
      }
    }
    return findings + monitor.finish()
  }

  private static func learned(_ events: [Event]) -> LearnedPolicy {
    var monitor = monitor(Policy(), tellsAll: true)
    var learner = Learner()
    for event in events {
      let outcomes = monitor.consume(event)
      for outcome in outcomes { learner.take(outcome) }
      for case .findPeer(let question) in Scene.requests(outcomes) {
        let peer = LocalPeer(time: event.time, question: question, standing: .unknown)
        for outcome in monitor.consume(.localPeer(peer)) { learner.take(outcome) }
      }
    }
    for finding in monitor.finish() { learner.take(.finding(finding)) }
    learner.note(running: monitor)
    return learner.draft
  }

  /// What no draft may make expected.
  private static let barred: Set<Rule> = [.metadataAccess, .unexpectedResolver]

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func aDraftSilencesWhatWasSeen(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let day = Self.day(&generator)
    let text = Self.learned(day.events).text()
    let reading = Policy.read(text, file: "draft.yaml")
    #expect(reading.diagnostics.map(\.description) == [], "\(text)")
    let policy = try #require(reading.policy)
    // Where nothing was learned that a policy lists, nothing is judged by it.
    guard !policy.servers.isEmpty else { return }
    let left = Self.findings(policy, day.events).filter { finding in
      Self.barred.isDisjoint(with: finding.rules)
    }
    #expect(left.map(\.reasons) == [], "\(text)")
  }

  /// Another port, another transport, another host at a known address, another address: each is told.
  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func aDraftSilencesNothingElse(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var day = Self.day(&generator)
    let policy = try #require(Policy.read(Self.learned(day.events).text(), file: "d").policy)
    guard !policy.servers.isEmpty else { return }
    for (index, seen) in day.reached.enumerated() where seen.address != "169.254.169.254" {
      if let host = seen.host { day.ask(host, seen.address) }
      day.reach(seen.host, seen.address, 7_000, seen.transport)
      day.reach(seen.host, seen.address, seen.port, seen.transport == .tcp ? .sctp : .tcp)
      day.ask("other\(index).example", "192.0.2.\(100 + index)")
      day.reach("other\(index).example", "192.0.2.\(100 + index)", 443)
      day.reach(nil, "192.0.2.\(200 + index)", seen.port, seen.transport)
    }
    let told = Set(Self.findings(policy, day.events).compactMap(\.target.endpoint))
    for reach in day.reached where reach.address != "169.254.169.254" {
      let endpoint = Endpoint(address: Scene.ip(reach.address), port: reach.port)
      guard reach.port == 7_000 || reach.address.hasPrefix("192.0.2.") else { continue }
      #expect(told.contains(endpoint), "\(reach)")
    }
  }

  /// A name that was only asked for is expected to be asked for again.
  @Test func aNameThatWasOnlyAskedForIsInTheDraft() {
    var day = Day()
    day.ask("api.example", "203.0.113.1")
    day.reach("api.example", "203.0.113.1", 443)
    day.ask("telemetry.example", "203.0.113.2")
    let text = Self.learned(day.events).text()
    #expect(text.contains("- \"telemetry.example\"  # asked for, and not reached meanwhile"))
    #expect(!text.contains("- \"api.example\"  # asked"))
  }
}
