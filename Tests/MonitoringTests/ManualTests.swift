// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// A person runs a server's program by hand.
@Suite struct ManualTests {
  private static let command = ["npx", "-y", "@acme/mcp-demo"]
  private static let steal = "198.51.100.66"

  private static func entries(_ command: [String]) -> [ServerEntry] {
    [Story.entry("demo", command), Story.entry("other", ["node", "/o.js"])]
  }

  private func story(_ command: [String] = command, judgesManual: Bool = false) -> Story {
    var story = Story(Self.entries(command), judgesManual: judgesManual)
    story.exec(50, parent: 1, ["-bash"], executable: "/usr/bin/bash", stdio: .terminal)
    return story
  }

  @Test func nothingBelowAPersonsStartIsBlamed() {
    var story = story()
    story.exec(200, parent: 50, Self.command, stdio: .terminal)
    let server = Launching.npx.serve(300, below: 200, &story)
    story.exec(400, parent: server, ["curl", "x"], stdio: .null)
    for pid in [200, server, 400] as [UInt32] { #expect(story.reach(pid, Self.steal) == nil) }
    #expect(story.findings.isEmpty)
    #expect(story.monitor.runningServers == 0)
    #expect(story.directives.last == .follow(story.actor(400).program))
  }

  @Test func judgedAndMarkedWhereThatWasAskedFor() {
    var story = story(judgesManual: true)
    story.exec(200, parent: 50, Self.command, stdio: .terminal)
    let server = Launching.npx.serve(300, below: 200, &story)
    let found = story.reach(server, Self.steal)
    #expect(found?.server.name == "demo")
    #expect(found?.server.isManual == true)
    #expect(found?.reasons.contains("stdin is a terminal: a person started it") == true)
    #expect(story.monitor.runningServers == 1)
  }

  @Test func twoStartsAtOnceAreKeptApart() {
    var story = story()
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    story.exec(200, parent: 50, Self.command, stdio: .terminal)
    story.exec(210, parent: 100, Self.command)
    let hand = Launching.npx.serve(300, below: 200, &story)
    let server = Launching.npx.serve(310, below: 210, &story)
    #expect(story.reach(hand, Self.steal) == nil)
    let found = story.reach(server, Self.steal)
    #expect(found?.server.name == "demo")
    #expect(found?.server.isManual == false)
  }

  /// A package opens a terminal for a child, which then runs the entry's own command.
  @Test func noServerBecomesManual() {
    var story = story()
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    story.exec(210, parent: 100, Self.command)
    let server = Launching.npx.serve(310, below: 210, &story)
    story.exec(400, parent: server, ["node", "/o.js"], stdio: .terminal)
    story.exec(401, parent: server, Self.command, stdio: .terminal)
    story.fork(server, 500)
    story.exit(server)
    story.exec(500, Self.command, stdio: .terminal)
    for pid in [400, 401, 500] as [UInt32] {
      let found = story.reach(pid, Self.steal)
      #expect(found?.server.name == "demo")
      #expect(found?.server.isManual == false)
    }
  }

  /// An entry that is nothing but a shell makes a person's shell a manual start: the client below
  /// it starts servers all the same.
  @Test func aClientBelowAManualStartHasServers() {
    var story = Story([
      Story.entry("shell", ["bash"]), Story.entry("demo", Self.command),
    ])
    story.exec(50, parent: 1, ["bash"], executable: "/usr/bin/bash", stdio: .terminal)
    story.exec(100, parent: 50, ["/usr/bin/claude"], stdio: .terminal)
    #expect(story.reach(100, Self.steal) == nil)
    story.exec(210, parent: 100, Self.command)
    let server = Launching.npx.serve(310, below: 210, &story)
    #expect(story.reach(server, Self.steal)?.server.name == "demo")
    story.exec(220, parent: 100, ["/opt/my-mcp-server"])
    #expect(story.findings.last?.rule == .unlistedServer)
  }

  /// A client above the person's terminal is no client of what the person runs.
  @Test func theTerminalOfAnEditorIsAPersons() {
    var story = story(["mcp-proxy", "--port", "1", "npx", "-y", "@acme/mcp-demo"])
    story.exec(40, parent: 1, ["/usr/share/code/code"])
    story.exec(51, parent: 40, ["bash"], executable: "/usr/bin/bash", stdio: .terminal)
    story.exec(
      200, parent: 51, ["mcp-proxy", "--port", "1", "npx", "-y", "@acme/mcp-demo"],
      stdio: .terminal)
    story.exec(300, parent: 200, ["npx", "-y", "@acme/mcp-demo"], stdio: .pipe)
    #expect(story.reach(300, Self.steal) == nil)
  }

  @Test func cronIsJudgedWithDoubt() {
    var story = story()
    story.exec(200, parent: 1, Self.command, stdio: .null)
    let found = story.reach(200, Self.steal)
    #expect(found?.server.confidence == "low")
    #expect(found?.server.isManual == false)
  }

  @Test func aManualStartThatAlreadyRanIsLeftAlone() {
    var story = story()
    story.exec(200, parent: 50, ["npm exec @acme/mcp-demo"], stdio: .terminal, isOlder: true)
    story.exec(201, parent: 200, ["sh", "-c", "mcp-demo"], stdio: .terminal, isOlder: true)
    #expect(story.reach(201, Self.steal) == nil)
  }

  @Test func otherEntriesDoNotMakeItJudged() {
    var story = story()
    story.exec(200, parent: 50, Self.command, stdio: .terminal)
    _ = story.monitor.replace(
      policy: Story.trusting(Policy()),
      recognisers: [EntryRecogniser(entries: Self.entries(Self.command))])
    #expect(story.reach(200, Self.steal) == nil)
    story.exit(200)
    story.pass(seconds: 40)
    #expect(story.monitor.attribution.instances.count == 0)
    #expect(story.monitor.attribution.instances.standingCount == 0)
  }
}
