// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@testable import Monitoring

/// The first message on a server's stdin.
@Suite struct ServingTests {
  private static let command = ["node", "/opt/demo/index.js"]
  private static let steal = "198.51.100.66"

  private func story(_ command: [String] = command) -> Story {
    var story = Story([Story.entry("demo", command)])
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    return story
  }

  /// `milliseconds` before now.
  private func message(
    _ state: FirstMessage.State, _ story: Story, ago milliseconds: UInt64 = 0,
    since: UInt64? = nil
  ) -> Event {
    let now = story.now.nanoseconds
    return .firstMessage(
      FirstMessage(
        time: Instant(nanoseconds: now - milliseconds * 1_000_000), state: state,
        since: Instant(nanoseconds: now - (since ?? milliseconds) * 1_000_000), inode: 7))
  }

  @Test func aSocketsFirstMessageEndsTheStart() {
    var story = story()
    story.exec(200, parent: 100, Self.command, awaitsMessage: true)
    let early = story.reach(200, Self.steal)
    #expect(early?.isBeforeInitialize == true)
    #expect(early?.phase == .start)
    story.consume(message(.read, story))
    let late = story.reach(200, "198.51.100.67")
    #expect(late?.isBeforeInitialize == false)
    #expect(late?.phase == .run)
  }

  @Test func aPipeIsFollowedWhereTheServerAsks() {
    var story = story()
    story.exec(200, parent: 100, Self.command, stdio: .pipe)
    let wanted = Request.awaitMessage(story.actor(200).process, server: 1, inode: 7)
    #expect(story.requests.contains(wanted))
    story.consume(message(.awaited, story, ago: 95))
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == true)
    story.consume(message(.read, story, since: 1))
    #expect(story.reach(200, "198.51.100.67")?.isBeforeInitialize == false)
  }

  /// Egret was late: the server may have read before.
  @Test func aPipeThatWasFollowedTooLateTellsNothing() {
    var story = story()
    story.exec(200, parent: 100, Self.command, stdio: .pipe)
    story.consume(message(.awaited, story, ago: 50))
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == nil)
    story.consume(message(.read, story))
    #expect(story.reach(200, "198.51.100.67")?.isBeforeInitialize == nil)
  }

  @Test func whatFallsIntoTheDoubtIsNotTold() {
    var story = story()
    story.exec(200, parent: 100, Self.command, stdio: .pipe)
    story.consume(message(.awaited, story, ago: 95))
    // Read at some time from a second ago to ten seconds from now.
    let now = story.now.nanoseconds
    story.consume(
      .firstMessage(
        FirstMessage(
          time: Instant(nanoseconds: now + 10_000_000_000), state: .read,
          since: Instant(nanoseconds: now), inode: 7)))
    let found = story.reach(200, Self.steal)
    #expect(found?.isBeforeInitialize == nil)
    #expect(found?.phase == .start)
  }

  @Test func nothingIsToldWhereNothingIsNoticed() {
    var story = story()
    story.exec(200, parent: 100, Self.command)
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == nil)
    story.exec(300, parent: 100, Self.command, isOlder: true)
    #expect(story.reach(300, Self.steal)?.isBeforeInitialize == nil)
  }

  /// A launcher has the same stdin, and its reading is not the server's.
  @Test func onlyTheServersReadingCounts() {
    let command = Launching.npx.command
    var story = story(command)
    story.exec(200, parent: 100, command, stdio: .pipe)
    story.consume(message(.awaited, story))
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == true)
    story.consume(message(.read, story))
    let server: UInt32 = 300
    story.exec(
      server, parent: 200, ["node", "/h/.npm/_npx/c391b7bf94109fef/node_modules/.bin/mcp-demo"],
      executable: "/usr/bin/node", environment: ["PATH", "npm_lifecycle_event"], stdio: .pipe)
    story.consume(message(.awaited, story, ago: 95))
    #expect(story.reach(server, "198.51.100.67")?.isBeforeInitialize == true)
    story.consume(message(.read, story))
    #expect(story.reach(server, "198.51.100.68")?.isBeforeInitialize == false)
  }

  @Test func anotherPipeIsAnotherServers() {
    var story = story()
    story.exec(200, parent: 100, Self.command, awaitsMessage: true)
    let now = story.now
    story.consume(
      .firstMessage(FirstMessage(time: now, state: .read, since: now, inode: 8)))
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == true)
  }

  /// It only moves a phase: what is told is told all the same.
  @Test func aFakedMessageSilencesNothing() {
    var story = story()
    story.exec(200, parent: 100, Self.command, awaitsMessage: true)
    story.consume(message(.read, story))
    let found = story.reach(200, Self.steal)
    #expect(found?.phase == .run)
    #expect(found?.rule == .noExpectations)
  }

  /// A script, then what it becomes, then what that becomes: the server's process is one, its stdin too.
  @Test func aChainOfExecsKeepsThePipe() {
    let command = ["uvx", "mcp-demo"]
    var story = story(command)
    story.exec(200, parent: 100, command, stdio: .pipe)
    story.consume(message(.awaited, story))
    story.exec(
      300, parent: 200, ["/bin/sh", "/h/.cache/uv/archive-v0/x/bin/mcp-demo"],
      executable: "/bin/dash", stdio: .pipe)
    let asked = story.requests.count
    for depth in 0..<8 {
      story.exec(300, ["env", "DEPTH=\(depth)"], executable: "/usr/bin/env", stdio: .pipe)
    }
    story.exec(
      300, ["python", "/h/.cache/uv/archive-v0/x/bin/mcp-demo"], executable: "/usr/bin/python3.11",
      stdio: .pipe)
    #expect(!story.requests.contains(.dismissMessage(server: 1)))
    let isOther = story.requests[asked...].contains { request in
      if case .inspectProgram = request { false } else { true }
    }
    #expect(!isOther, "it is followed already")
    #expect(story.reach(300, Self.steal)?.isBeforeInitialize == true)
    story.consume(message(.read, story, since: 1))
    let late = story.reach(300, "198.51.100.67")
    #expect(late?.isBeforeInitialize == false)
    #expect(late?.phase == .run)
  }

  /// The entry's own process becomes the server: nothing else of it runs in between.
  @Test func aLoneProcessKeepsThePipeThroughItsExecs() {
    let command = ["bash", "-c", "exec python3 -m mcp_demo"]
    var story = story(command)
    story.exec(200, parent: 100, command, executable: "/usr/bin/bash", stdio: .pipe)
    story.consume(message(.awaited, story))
    story.exec(
      200, ["python3", "-m", "mcp_demo"], executable: "/usr/bin/python3.11", stdio: .pipe)
    #expect(!story.requests.contains(.dismissMessage(server: 1)))
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == true)
  }

  @Test func aPipeIsLetGoWithTheServer() {
    var story = story()
    story.exec(200, parent: 100, Self.command, stdio: .pipe)
    story.consume(message(.awaited, story, ago: 99))
    #expect(!story.requests.contains(.dismissMessage(server: 1)))
    story.exit(200)
    #expect(story.requests.contains(.dismissMessage(server: 1)))
  }

  /// Its place was needed for others: from then on nothing is known.
  @Test func aPipeThatIsNotFollowedAnyMoreTellsNothing() {
    var story = story()
    story.exec(200, parent: 100, Self.command, stdio: .pipe)
    story.consume(message(.awaited, story, ago: 99))
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == true)
    story.consume(message(.lost, story))
    #expect(story.reach(200, "198.51.100.67")?.isBeforeInitialize == nil)
  }

  /// The launcher was the server already when its pipe was looked at, and may have read.
  @Test func aLookAfterTheServersExecIsLate() {
    let command = ["bash", "-c", "exec /opt/demo"]
    var story = story(command)
    story.exec(200, parent: 100, command, executable: "/usr/bin/bash", stdio: .pipe)
    let later = Instant(nanoseconds: story.now.nanoseconds + 150_000_000)
    story.consume(.firstMessage(FirstMessage(time: later, state: .awaited, since: later, inode: 7)))
    story.exec(200, ["/opt/demo"], stdio: .pipe)
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == nil)
  }

  /// What is not known to be an interpreter may read as soon as it runs.
  @Test func aCompiledProgramLeavesLessTime() {
    var story = story(["/opt/demo"])
    story.exec(200, parent: 100, ["/opt/demo"], stdio: .pipe)
    story.consume(message(.awaited, story, ago: 95))
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == nil)
  }

  /// Its first message waits unread when somebody looks, however late that is.
  @Test func anUnreadMessageIsKnownWheneverItIsSeen() {
    var story = story(["/opt/demo"])
    story.exec(200, parent: 100, ["/opt/demo"], stdio: .pipe)
    story.consume(message(.unread, story))
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == true)
    story.consume(message(.read, story))
    #expect(story.reach(200, "198.51.100.67")?.isBeforeInitialize == false)
  }

  /// A script that nobody saw in time asks again when it becomes the next program.
  @Test func theNextProgramAsksAgain() {
    var story = story(["/opt/start"])
    story.exec(200, parent: 100, ["/bin/sh", "/opt/start"], executable: "/bin/dash", stdio: .pipe)
    story.consume(message(.awaited, story, ago: 50))
    let asked = story.requests.count
    story.exec(200, ["/opt/demo"], stdio: .pipe)
    #expect(
      story.requests[asked...].contains(
        .awaitMessage(story.actor(200).process, server: 1, inode: 7)))
  }

  /// uv probes interpreters with pipes of its own.
  @Test func aHelpersPipeIsNotTheServers() {
    let command = ["uvx", "mcp-demo"]
    var story = story(command)
    story.exec(200, parent: 100, command, stdio: .pipe)
    story.consume(message(.awaited, story))
    story.exec(
      250, parent: 200, ["python3", "-I", "-B", "-c", "probe"], executable: "/usr/bin/python3.11",
      stdio: .pipe, stdin: 8)
    story.exec(
      300, parent: 200, ["python", "/h/.cache/uv/archive-v0/x/bin/mcp-demo"],
      executable: "/usr/bin/python3.11", stdio: .pipe)
    #expect(story.reach(300, Self.steal)?.isBeforeInitialize == true)
    story.consume(message(.read, story))
    #expect(story.reach(300, "198.51.100.67")?.isBeforeInitialize == false)
  }

  /// The exec was missed: the process may have read before it was reported.
  @Test func anExecThatIsReportedLateTellsNothing() {
    var story = story()
    story.exec(200, parent: 100, Self.command, file: "", awaitsMessage: true)
    #expect(story.reach(200, Self.steal)?.isBeforeInitialize == nil)
  }
}
