// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import TestKit
import Testing

@testable import Monitoring

/// `explain` and `run` are one judge: the same policy and destination, put to both.
@Suite struct InquiryTests {
  private static let entries = [
    "api.example", "\"*.cdn.example\"", "any", "any:443", "10.0.0.0/8:5432", "203.0.113.7",
    "203.0.113.0/24:*", "localhost:8080", "169.254.169.254:80", "webhook.site",
    "us.i.posthog.com", "api.example:8443", "time.example:123/udp", "198.51.100.0/24",
  ]
  private static let names: [String?] = [
    nil, "api.example", "a.cdn.example", "cdn.example", "evil.example", "webhook.site",
    "x.webhook.site", "us.i.posthog.com", "o1.ingest.sentry.io", "api.telegram.org",
    "proxy.example", "a.workers.dev",
  ]
  private static let addresses = [
    "203.0.113.7", "198.51.100.9", "10.1.2.3", "127.0.0.1", "169.254.169.254", "192.168.7.7",
    "100.64.0.1",
  ]
  private static let ports: [UInt16] = [443, 443, 443, 80, 8080, 8443, 5432, 3128, 53, 853]

  private static func policy(_ generator: inout SeededGenerator) throws -> (String, Policy) {
    var text = "egret: 1\n"
    if Bool.random(using: &generator) { text += "proxies: [proxy.example:3128]\n" }
    if Int.random(in: 0..<4, using: &generator) == 0 { text += "refuse: [posthog]\n" }
    var chosen = entries.shuffled(using: &generator)
      .prefix(Int.random(in: 0...3, using: &generator))
    if chosen.isEmpty, Bool.random(using: &generator) { chosen = ["none"] }
    // Without an entry nothing describes the server.
    text += "servers:\n  other: {expect: [none]}\n"
    if !chosen.isEmpty { text += "  one: {expect: [\(chosen.joined(separator: ", "))]}\n" }
    return (text, try #require(Policy.read(text, file: "p.yaml").policy, "\(text)"))
  }

  /// What `run` makes of it, while the server serves.
  private static func run(
    _ policy: Policy, _ name: String?, _ address: String, _ port: UInt16, implied: [String]
  ) -> Finding? {
    let command = ["/usr/bin/python3", "/opt/server.py"]
    var story = Story([Story.entry("one", command, implied: implied)], policy: policy)
    story.exec(10, parent: 1, ["cursor"])
    story.exec(20, parent: 10, command, environment: ["PATH"])
    if let name { story.resolve(20, name, address) }
    story.pass(seconds: 20)
    return story.reach(20, address, port)
  }

  @Test(arguments: 1...8) func explainSaysWhatRunReports(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let (text, policy) = try Self.policy(&generator)
      let implied = Bool.random(using: &generator) ? [] : ["implied.example:443"]
      let name = Self.names.randomElement(using: &generator) ?? nil
      let address = Self.addresses.randomElement(using: &generator) ?? ""
      let port = Self.ports.randomElement(using: &generator) ?? 443
      let found = Self.run(policy, name, address, port, implied: implied)
      let inquiry = Inquiry(policy, Subject(names: ["one"], program: "python3", implied: implied))
      let answer = inquiry.reach(
        Endpoint(address: try #require(IPAddress(address)), port: port), .tcp,
        names: name.map { [$0] } ?? [])
      let what = "\(text)\(name ?? "-") \(address):\(port), implied \(implied)"
      #expect(answer.isExpected == (found == nil), "\(what)")
      #expect(answer.rule == found?.rule, "\(what)")
      #expect(Set(answer.rules) == Set(found?.rules ?? []), "\(what)")
    }
  }

  /// A name alone is judged as one that leads to a public address.
  @Test(arguments: 1...4) func aNameIsOneOfAPublicAddress(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &+ 100)
    for _ in 0..<60 {
      let (text, policy) = try Self.policy(&generator)
      let name = try #require(Self.names.dropFirst().randomElement(using: &generator) ?? nil)
      let port = Self.ports.randomElement(using: &generator) ?? 443
      let found = Self.run(policy, name, "192.88.99.7", port, implied: [])
      let answer = Inquiry(policy, Subject(names: ["one"], program: "python3"))
        .reach(name: name, port: port, .tcp)
      #expect(answer.isExpected == (found == nil), "\(text)\(name):\(port)")
      #expect(answer.rule == found?.rule, "\(text)\(name):\(port)")
    }
  }
}
