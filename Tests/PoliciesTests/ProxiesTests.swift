// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@Suite struct ProxiesTests {
  private static let file = """
    egret: 1
    proxies: [proxy.corp.example:3128, "10.0.0.0/29:8080"]
    servers:
      plain:
        expect: [api.example.com]
      own:
        expect: [api.example.com]
        proxies: ["[2001:db8::5]:1080"]
      direct:
        expect: [api.example.com]
        proxies: [none]
    """

  private func proxies(
    _ name: String, entry: [String] = [], machine: [String] = [], starter: [String] = [],
    file: String = Self.file
  ) throws -> Expectations {
    let policy = try #require(Policy.read(file, file: "/a/b.yaml").policy)
    return policy.proxies(
      for: Subject(names: [name], proxies: entry),
      named: NamedProxies(machine: machine, starter: starter))
  }

  private func judge(
    _ proxies: Expectations, _ address: String, _ port: UInt16, names: [String] = [],
    isComplete: Bool = true
  ) throws -> Judgement {
    let endpoint = Endpoint(address: try #require(IPAddress(address)), port: port)
    return proxies.judge(
      Question(
        endpoint: endpoint, transport: .tcp, names: names, isNameEvidenceComplete: isComplete))
  }

  @Test func thePolicyNamesProxiesForAll() throws {
    let proxies = try proxies("plain")
    #expect(proxies.list == ["proxy.corp.example:3128", "10.0.0.0/29:8080"])
    let byName = Judgement.expected(by: "proxy.corp.example:3128", source: "b.yaml:2")
    #expect(try judge(proxies, "10.1.1.1", 3128, names: ["proxy.corp.example"]) == byName)
    #expect(
      try judge(proxies, "10.0.0.3", 8080) == .expected(by: "10.0.0.0/29:8080", source: "b.yaml:2"))
    #expect(try judge(proxies, "10.1.1.1", 3128, names: ["other.example"]) == .unexpected)
    #expect(try judge(proxies, "10.1.1.1", 8080, names: ["proxy.corp.example"]) == .unexpected)
    #expect(try judge(proxies, "10.1.1.1", 3128, isComplete: false) == .addressWithoutName)
  }

  @Test func allWhoMayNameOneAreTakenTogether() throws {
    let proxies = try proxies(
      "unlisted", entry: ["e.example:1"], machine: ["m.example:2"], starter: ["s.example:3"])
    #expect(
      proxies.list == [
        "proxy.corp.example:3128", "10.0.0.0/29:8080", "e.example:1", "m.example:2", "s.example:3",
      ])
    #expect(proxies.source == "b.yaml:2, entry, machine, client's environment")
    #expect(
      try judge(proxies, "192.0.2.1", 2, names: ["m.example"])
        == .expected(by: "m.example:2", source: "machine"))
  }

  /// Each proxy once, with all who name it; of several candidates, those that count for each.
  @Test func whoNamesOneIsKept() throws {
    let proxies = try proxies(
      "unlisted", entry: ["e.example:1", "proxy.corp.example:3128"], machine: ["e.example:1"])
    let shown = proxies.sourced.map { "\($0.endpoint) \($0.source)" }
    #expect(
      shown == [
        "proxy.corp.example:3128 b.yaml:2, entry", "10.0.0.0/29:8080 b.yaml:2",
        "e.example:1 entry, machine",
      ])
    let policy = try #require(Policy.read(Self.file, file: "/a/b.yaml").policy)
    #expect(policy.proxies(for: Subject(names: ["plain", "own"])).sourced.isEmpty)
    let loopback = NamedProxies(machine: ["127.0.0.1:3128"])
    let both = policy.proxies(for: Subject(names: ["plain", "other"]), named: loopback)
    #expect(both.sourced.map(\.endpoint).last == "127.0.0.1:3128")
    #expect(policy.proxies(for: Subject(names: ["direct"])).sourced.isEmpty)
  }

  @Test func aServersOwnListIsTheLastWord() throws {
    let own = try proxies("own", entry: ["e.example:1"], machine: ["m.example:2"])
    #expect(own.list == ["[2001:db8::5]:1080"])
    let direct = try proxies("direct", entry: ["e.example:1"], starter: ["s.example:3"])
    #expect(direct.list.isEmpty)
    #expect(
      try judge(direct, "192.0.2.1", 1, names: ["e.example"]) != .expected(by: "", source: ""))
    let none = try proxies("a", entry: ["e.example:1"], file: "egret: 1\nproxies: [none]\n")
    #expect(none.list.isEmpty)
  }

  @Test func ofTwoCandidatesBothMustHaveIt() throws {
    let policy = try #require(Policy.read(Self.file, file: "b.yaml").policy)
    let proxies = policy.proxies(for: Subject(names: ["plain", "own"]))
    #expect(try judge(proxies, "10.0.0.3", 8080) == .unexpected)
  }

  /// A list, where its first diagnostic is, its level, and words it must say.
  @Test(arguments: [
    ("proxy.corp.example", "2:11", "error", "no port"),
    ("http://proxy.corp.example:3128", "2:11", "error", "URL"),
    ("any", "2:11", "error", "every host"), ("\"any:3128\"", "2:11", "error", "every host"),
    ("0.0.0.0/0:3128", "2:11", "error", "every host"),
    ("proxy.corp.example:3128/udp", "2:11", "error", "TCP"),
    ("proxy.corp.example:70000", "2:11", "error", "no port"),
    ("", "2:10", "error", "empty"), ("none, a.example:1", "2:11", "error", "opposite"),
    ("a.example:1, a.example:1", "2:24", "warning", "never reached"),
    ("{host: a.example}", "2:11", "error", "must be a text"),
    ("no", "2:11", "error", "true or false"),
    ("\"*.workers.dev:3128\"", "2:11", "warning", "shared platform"),
    ("a..b:1", "2:11", "error", "empty label"),
  ]) func faultsHavePlaces(list: String, place: String, level: String, words: String) throws {
    let reading = Policy.read("egret: 1\nproxies: [\(list)]\n", file: "p")
    let first = try #require(reading.diagnostics.first)
    #expect(first.place.description == "p:\(place)")
    #expect(first.description.contains("\(level): ") && first.description.contains(words))
  }

  @Test func theListMustBeOne() throws {
    let text = "egret: 1\nproxies: proxy.example:3128\n"
    let first = try #require(Policy.read(text, file: "p").diagnostics.first)
    #expect(first.description.contains("`proxies` must be a list"))
    let server = "egret: 1\nservers:\n  a: {expect: [none], proxys: [a.example:1]}\n"
    #expect(
      Policy.read(server, file: "p").diagnostics.first?.message.contains("did you mean `proxies`")
        == true)
  }
}
