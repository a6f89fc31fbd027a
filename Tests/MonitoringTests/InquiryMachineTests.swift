// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import TestKit
import Testing

@testable import Monitoring

/// `explain` and `run` on the same machine: its resolvers, its hosts file, its proxies and the entry's, and what
/// the policy says in their place.
@Suite struct InquiryMachineTests {
  private static let entries = [
    "db.example:5432", "any", "any:443", "\"any:53/udp\"", "10.0.0.0/8:*", "192.0.2.53:53/udp",
    "198.51.100.53:853", "proxy.example:3128", "\"*.example\"", "localhost:53", "none",
  ]
  private static let heads = [
    "resolvers: system", "resolvers: [198.51.100.53]", "resolvers: [10.0.0.5, 127.0.0.53]",
    "proxies: [\"10.0.0.5:3128\"]", "proxies: [none]", "refuse: [all]",
  ]
  private static let addresses = [
    "192.0.2.53", "198.51.100.53", "10.0.0.5", "127.0.0.53", "8.8.8.8", "203.0.113.7",
  ]
  private static let ports: [UInt16] = [53, 53, 853, 443, 3128, 5432]
  private static let hosts = [
    Resolvers.Host(address: IPAddress(v4: 0x0a00_0005), names: ["db.example", "db"]),
    Resolvers.Host(address: IPAddress(v4: 0xcb00_7107), names: ["proxy.example"]),
  ]
  private static let command = ["/usr/bin/python3", "/opt/server.py"]

  /// What the machine and the entry say.
  private struct Setting {
    var resolvers: [IPAddress] = []
    var hosts: [Resolvers.Host] = []
    var ofEntry: [String] = []
    var ofMachine: [String] = []

    init(_ generator: inout SeededGenerator) {
      resolvers = InquiryMachineTests.addresses.prefix(4).compactMap { IPAddress($0) }
        .filter { _ in Bool.random(using: &generator) }
      if Bool.random(using: &generator) { hosts = InquiryMachineTests.hosts }
      if Int.random(in: 0..<3, using: &generator) == 0 { ofEntry = ["proxy.example:3128"] }
      if Int.random(in: 0..<3, using: &generator) == 0 { ofMachine = ["192.0.2.53:3128"] }
    }
  }

  private static func policy(_ generator: inout SeededGenerator) throws -> (String, Policy) {
    var text = "egret: 1\n"
    var keys: Set<Substring> = []
    for head in heads.shuffled(using: &generator).prefix(2) {
      if let key = head.split(separator: ":").first, keys.insert(key).inserted {
        text += head + "\n"
      }
    }
    var chosen = Array(
      entries.shuffled(using: &generator).prefix(Int.random(in: 0...3, using: &generator)))
    if chosen.contains("none") { chosen = ["none"] }
    text += "servers:\n  other: {expect: [none]}\n"
    if !chosen.isEmpty {
      let match = Bool.random(using: &generator) ? "" : "match: {command: python3}, "
      text += "  one: {\(match)expect: [\(chosen.joined(separator: ", "))]}\n"
    }
    return (text, try #require(Policy.read(text, file: "p.yaml").policy, "\(text)"))
  }

  /// What `run` makes of it, while the server serves.
  private static func run(
    _ policy: Policy, _ setting: Setting, _ endpoint: Endpoint, _ transport: TransportProtocol
  ) -> Finding? {
    var entry = Story.entry("one", command)
    entry.proxies = setting.ofEntry
    var story = Story([entry], policy: policy, trusts: false)
    story.exec(10, parent: 1, ["cursor"])
    story.exec(20, parent: 10, command, environment: ["PATH"])
    for namespace in [UInt32(0), 20] {
      var files = Resolvers(
        time: story.now, mountNamespace: namespace, addresses: setting.resolvers,
        hosts: setting.hosts)
      files.isOfMachine = true
      story.consume(.resolvers(files))
    }
    story.consume(
      .proxies(
        Proxies(time: story.now, process: story.actor(20).process, machine: setting.ofMachine)))
    story.pass(seconds: 20)
    return story.reach(20, "\(endpoint.address)", endpoint.port, transport)
  }

  @Test(arguments: 1...12) func explainKnowsTheMachineAsRunDoes(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &+ 500)
    for _ in 0..<80 {
      let (text, policy) = try Self.policy(&generator)
      let setting = Setting(&generator)
      let address = try #require(Self.addresses.randomElement(using: &generator))
      let endpoint = Endpoint(
        address: try #require(IPAddress(address)),
        port: Self.ports.randomElement(using: &generator) ?? 53)
      let transport: TransportProtocol = Bool.random(using: &generator) ? .udp : .tcp
      let found = Self.run(policy, setting, endpoint, transport)
      let answer = Inquiry(
        policy, Subject(names: ["one"], program: "python3", proxies: setting.ofEntry),
        proxies: NamedProxies(machine: setting.ofMachine), resolvers: setting.resolvers
      ).reach(
        endpoint, transport,
        names: setting.hosts.filter { $0.address == endpoint.address }.flatMap(\.names))
      let what = "\(text)\(endpoint)/\(transport.name) \(setting)"
      #expect(answer.isExpected == (found == nil), "\(what)")
      #expect(answer.rule == found?.rule, "\(what)")
      #expect(Set(answer.rules) == Set(found?.rules ?? []), "\(what)")
    }
  }

  /// The machine's resolver is no destination, and a policy's own list stands in its place.
  @Test func theResolverThatCountsIsAsked() throws {
    let own = try #require(IPAddress("192.0.2.53"))
    let text = "egret: 1\nservers:\n  one: {expect: [api.example]}\n"
    let policy = try #require(Policy.read(text, file: "p.yaml").policy)
    let listed = try #require(
      Policy.read("resolvers: [198.51.100.53]\n" + text, file: "p.yaml").policy)
    let asks = { (policy: Policy, port: UInt16) in
      Inquiry(policy, Subject(names: ["one"]), resolvers: [own])
        .reach(Endpoint(address: own, port: port), .udp)
    }
    #expect(asks(policy, 53).isExpected && asks(policy, 853).isExpected)
    #expect(asks(policy, 443).rule == .unexpectedDestination)
    #expect(asks(listed, 53).rules.contains(.unexpectedResolver))
  }
}
