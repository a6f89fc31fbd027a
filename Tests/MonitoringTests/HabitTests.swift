// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// What libraries do by themselves.
@Suite struct HabitTests {
  private static let host = "us.i.posthog.com"

  /// A Python server, with this list in the policy; nil for none.
  private static func story(
    expect: String? = "api.example", refuse: Set<String> = [], python: String = "/usr/bin/python3"
  ) -> Story {
    var policy = expect.map { Scene.policy($0) } ?? Policy()
    policy.refusedHabits = refuse
    let command = [python, "/opt/server.py"]
    var story = Story([Story.entry("one", command)], policy: policy)
    story.exec(10, parent: 1, ["cursor"])
    story.exec(20, parent: 10, command, environment: ["API_TOKEN"], awaitsMessage: true)
    return story
  }

  private static func rule(
    _ story: inout Story, _ pid: UInt32 = 20, host: String = host, port: UInt16 = 443
  ) -> Rule? {
    story.resolve(pid, host, "203.0.113.7")
    return story.reach(pid, "203.0.113.7", port)?.rule
  }

  @Test(arguments: ["api.example", nil]) func aHabitIsLowWhoeverDescribesTheServer(
    expect: String?
  ) throws {
    var story = Self.story(expect: expect)
    #expect(Self.rule(&story) == .libraryHabit)
    let found = try #require(story.findings.last)
    #expect(story.findings.count == 1, "asking for the name is no finding")
    #expect(found.severity == .low && found.library == "posthog" && found.isOrdinaryContact)
    #expect(
      found.reasons.first == "PostHog's client sends what was used, by itself (posthog)")
  }

  @Test func anUpdateCheckIsFoundByTheIndexOfTheInstaller() throws {
    let index = try #require(RegistryHosts.indexHost(of: .pipx))
    var story = Self.story()
    #expect(Self.rule(&story, host: index) == .libraryHabit)
    #expect(story.findings.last?.library == "fastmcp")
    var node = Self.story(python: "/usr/bin/node")
    #expect(Self.rule(&node, host: index) == .unexpectedDestination, "no Python runs there")
  }

  @Test(arguments: [["posthog"], ["all"]] as [Set<String>]) func whatIsRefusedIsNoExcuse(
    refuse: Set<String>
  ) {
    var story = Self.story(refuse: refuse)
    #expect(Self.rule(&story) == .unexpectedDestination)
  }

  @Test func noneThatAPersonWroteRefusesAll() {
    var story = Self.story(expect: "none")
    #expect(Self.rule(&story) == .unexpectedDestination)
  }

  /// Everything that stands against it makes it what it would be otherwise.
  @Test func aHabitIsBounded() {
    var story = Self.story()
    story.exec(30, parent: 20, ["/usr/bin/curl", "x"])
    #expect(Self.rule(&story, 30) == .unexpectedDestination, "another program")
    var other = Self.story()
    #expect(Self.rule(&other, port: 8443) == .unexpectedDestination, "another port")
    var lookalike = Self.story()
    #expect(Self.rule(&lookalike, host: "sentry.anyclaw.example") == .unexpectedDestination)
    var below = Self.story()
    #expect(Self.rule(&below, host: "evil.us.i.posthog.com") == .unexpectedDestination)
    var nameless = Self.story()
    let found = nameless.reach(20, "203.0.113.7")
    #expect(found?.rule == .unexpectedDestination, "an address is no evidence")
  }

  /// Whoever publishes a package sends it to the host that update checks ask.
  @Test func whatOnlyAsksSendsLittleAtAnyTime() throws {
    let index = try #require(RegistryHosts.indexHost(of: .npx))
    var story = Self.story(python: "/usr/bin/node")
    story.consume(
      .firstMessage(FirstMessage(time: story.now, state: .read, since: story.now, inode: 7)))
    #expect(Self.rule(&story, host: index) == .libraryHabit)
    let found = try #require(story.findings.last)
    story.consume(
      .flowEnd(
        FlowEnd(
          time: story.now, owner: story.actor(20),
          endpoint: try #require(found.target.endpoint), cookie: found.cookie, began: found.time,
          bytesOut: 60_000, bytesIn: 1, netNamespace: 10, transport: .tcp, result: .established)))
    #expect(story.findings.last?.rule == .unexpectedDestination)
  }

  @Test func anUploadBeforeTheFirstMessageIsNoHabit() throws {
    for (bytes, isTold) in [(UInt64(9_000), false), (60_000, true)] {
      var story = Self.story()
      #expect(Self.rule(&story) == .libraryHabit)
      let found = try #require(story.findings.last)
      story.consume(
        .flowEnd(
          FlowEnd(
            time: story.now, owner: story.actor(20),
            endpoint: try #require(found.target.endpoint), cookie: found.cookie, began: found.time,
            bytesOut: bytes, bytesIn: 1, netNamespace: 10, transport: .tcp, result: .established)))
      #expect((story.findings.last?.rule == .unexpectedDestination) == isTold)
      #expect(story.findings.last?.severity == (isTold ? .high : .low))
    }
  }
}
