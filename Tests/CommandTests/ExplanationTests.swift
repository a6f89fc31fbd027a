// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Monitoring
import Policies
import Testing

@testable import egret

/// What `egret explain` says of proxies.
@Suite struct ExplanationTests {
  private static let file = """
    egret: 1
    proxies: [proxy.corp.example:3128]
    servers:
      one:
        expect: [api.example]
    """

  private func explanation(_ endpoint: String, entry: [String] = []) throws -> Explanation {
    let policy = try #require(Policy.read(Self.file, file: "p.yaml").policy)
    let subject = Subject(names: ["one"], proxies: entry)
    return Explanation(
      target: try Explanation.Target(endpoint), names: [],
      inquiry: Inquiry(policy, subject, proxies: NamedProxies(machine: ["m.corp:80"])))
  }

  @Test func proxiesThatCountAreShownWithWhoNamedThem() throws {
    let found = try explanation("evil.example:443", entry: ["e.corp:8080"])
    #expect(!found.isExpected)
    #expect(
      found.lines.last
        == "proxies: proxy.corp.example:3128 (p.yaml:2), e.corp:8080 (entry), m.corp:80 (machine)")
  }

  @Test func aProxyIsExpectedAndSaidToBeOne() throws {
    let found = try explanation("proxy.corp.example:3128")
    #expect(found.isExpected)
    #expect(
      found.lines.first
        == "proxy.corp.example:3128: expected: `proxy.corp.example:3128` is a proxy (p.yaml:2); "
        + "what it is told is judged in its place")
    #expect(try !explanation("proxy.corp.example:443").isExpected)
  }

  /// What `run` reports under `any`, `explain` calls no expected host.
  @Test func aCollectorAndAHabitAreToldAsByRun() throws {
    let file = "egret: 1\nservers:\n  one:\n    expect: [any]\n  two:\n    expect: [api.example]\n"
    let policy = try #require(Policy.read(file, file: "p.yaml").policy)
    let says = { (server: String, endpoint: String) throws -> Explanation in
      Explanation(
        target: try Explanation.Target(endpoint), names: [],
        inquiry: Inquiry(policy, Subject(names: [server])))
    }
    #expect(try !says("one", "webhook.site").isExpected)
    #expect(try says("one", "webhook.site").lines.first?.contains("rule known-collector") == true)
    #expect(try says("one", "us.i.posthog.com").isExpected)
    #expect(
      try says("two", "us.i.posthog.com").lines.first
        == "us.i.posthog.com: not expected: PostHog's client sends what was used, by itself: low where "
        + "no other program does it (rule library-habit)")
  }

  @Test func aUnixSocketIsJudgedByItsName() throws {
    let file = "egret: 1\nservers:\n  one:\n    expect: [\"unix:/run/app-*\"]\n"
    let policy = try #require(Policy.read(file, file: "p.yaml").policy)
    let says = { (endpoint: String) throws -> String? in
      Explanation(
        target: try Explanation.Target(endpoint), names: [],
        inquiry: Inquiry(policy, Subject(names: ["one"]))
      ).lines.first
    }
    #expect(
      try says("unix:/run/app-1")
        == "unix:/run/app-1: expected: `unix:/run/app-*` allows it (p.yaml:4)")
    #expect(
      try says("unix:@app-1")
        == "unix:@app-1: not expected: no entry allows it (rule local-handoff, unless the server's own "
        + "process listens there)"
    )
    let harmless = try #require(try says("unix:/run/nscd/socket"))
    #expect(
      harmless.contains("none is needed where the machine's own program listens there: the name"))
    #expect(throws: ExplanationError.self) { try says("unix:/run/app-*") }
  }

  /// Its value may hold a password.
  @Test func whatNamesNoProxyIsWrongUsage() {
    do {
      _ = try ExplainCommand.parse([
        "--server", "one", "--proxy", "gopher://ada:hunter2@x", "api.example",
      ])
      Issue.record("it parsed")
    } catch {
      #expect(ExplainCommand.exitCode(for: error).rawValue == 64)
      #expect(!ExplainCommand.fullMessage(for: error).contains("hunter2"))
    }
  }
}
