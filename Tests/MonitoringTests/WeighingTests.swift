// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Policies
import Servers
import Testing

@testable import Monitoring

/// How bad a first contact looks of a server that nothing describes.
@Suite struct WeighingTests {
  private static let command = ["python3", "/opt/server.py"]

  /// A server of which only this is known: a client's entry, and its variables.
  private static func story(
    environment: [String] = ["PATH"], implied: [String] = [], isServing: Bool = true
  ) -> Story {
    var story = Story([Story.entry("one", command, implied: implied)])
    story.exec(10, parent: 1, ["cursor"])
    story.exec(20, parent: 10, command, environment: environment, awaitsMessage: true)
    if isServing {
      story.consume(
        .firstMessage(
          FirstMessage(time: story.now, state: .read, since: story.now, inode: 7)))
    }
    return story
  }

  private static func reach(
    _ story: inout Story, _ pid: UInt32, _ address: String, _ port: UInt16 = 443
  ) throws -> Finding {
    let found = story.reach(pid, address, port)
    return try #require(found)
  }

  private static func severity(_ story: inout Story, _ pid: UInt32, _ address: String) -> Severity?
  {
    story.reach(pid, address)?.severity
  }

  @Test func anOrdinaryFirstContactIsLow() throws {
    var story = Self.story(environment: ["API_TOKEN"])
    story.resolve(20, "api.example", "203.0.113.7")
    let found = try Self.reach(&story, 20, "203.0.113.7")
    #expect(found.rules == [.noExpectations] && found.severity == .low)
    #expect(found.indicators == [.credentials] && found.isOrdinaryContact)
    #expect(found.reasons.first?.contains("nothing describes this server") == true)
  }

  /// The theft that every incident has: while a package is imported, to an address, with credentials.
  @Test func aTheftWhileImportingToAnAddressIsHigh() throws {
    var story = Self.story(environment: ["API_TOKEN"], isServing: false)
    let found = try Self.reach(&story, 20, "203.0.113.7")
    #expect(found.severity == .high && !found.isOrdinaryContact)
    #expect(found.indicators == [.addressWithoutName, .beforeFirstMessage, .credentials])
    #expect(
      found.reasons.first
        == "a first contact that nothing describes, to a public address that no name was resolved to, "
        + "before its first message, with credentials at hand")
  }

  @Test func aTheftWhileImportingToANameIsMedium() throws {
    var story = Self.story(environment: ["API_TOKEN"], isServing: false)
    story.resolve(20, "collector.example", "203.0.113.7")
    let found = try Self.reach(&story, 20, "203.0.113.7")
    #expect(found.severity == .medium)
    #expect(found.indicators == [.beforeFirstMessage, .credentials])
  }

  @Test func anAddressWithoutANameIsMediumByItself() throws {
    var story = Self.story()
    let severity1 = Self.severity(&story, 20, "203.0.113.7")
    #expect(severity1 == .medium)
    let severity2 = Self.severity(&story, 20, "10.1.2.3")
    #expect(severity2 == .low, "the own network has few names")
  }

  @Test func aProgramThatCopiesDataIsWorseThanAnother() throws {
    var story = Self.story(environment: ["API_TOKEN"])
    story.resolve(20, "api.example", "203.0.113.7")
    story.exec(30, parent: 20, ["/usr/bin/git", "fetch"])
    let git = try Self.reach(&story, 30, "203.0.113.7")
    #expect(git.severity == .medium && git.indicators == [.helperProcess, .credentials])
    story.exec(31, parent: 20, ["/usr/bin/curl", "https://api.example"])
    let curl = try Self.reach(&story, 31, "203.0.113.7")
    #expect(curl.severity == .high && curl.indicators == [.transferTool, .credentials])
    story.exec(32, parent: 20, ["/opt/venv/bin/python", "-c", "worker"])
    let severity3 = Self.severity(&story, 32, "203.0.113.7")
    #expect(severity3 == .low, "its own interpreter")
  }

  @Test func aHostThatAnyoneCanHaveIsAnIndicator() throws {
    var story = Self.story(environment: ["API_TOKEN"])
    story.resolve(20, "pkg-metrics.someone.workers.dev", "203.0.113.7")
    let found = try Self.reach(&story, 20, "203.0.113.7")
    #expect(found.severity == .medium && found.indicators == [.sharedHosting, .credentials])
  }

  @Test func aCollectorIsHighUnderItsOwnRule() throws {
    var story = Self.story()
    story.resolve(20, "api.telegram.org", "203.0.113.7")
    let found = try Self.reach(&story, 20, "203.0.113.7")
    #expect(found.rule == .knownCollector && found.severity == .high)
    #expect(found.indicators == [.knownCollector])
  }

  @Test func aForeignResolverIsOneWhoeverUsesIt() throws {
    var story = Self.story()
    let found = try Self.reach(&story, 20, "203.0.113.53", 53)
    #expect(found.rule == .unexpectedResolver && found.rules.contains(.noExpectations))
  }

  @Test func whatOnlyAnEntryDescribesIsWeighedToo() throws {
    var story = Self.story(environment: ["API_TOKEN"], implied: ["api.example:443"])
    story.resolve(20, "api.example", "203.0.113.7")
    let expected = story.reach(20, "203.0.113.7")
    #expect(expected == nil)
    story.resolve(20, "cdn.example", "203.0.113.8")
    let found = try Self.reach(&story, 20, "203.0.113.8")
    #expect(found.rules == [.noExpectations] && found.severity == .low)
    #expect(found.reasons.first == ReachJudge.isOnlyOfEntry)
    #expect(found.expected == ["api.example:443"])
    let severity4 = Self.severity(&story, 20, "198.51.100.9")
    #expect(severity4 == .high)
  }

  /// Without a first message that could be seen, the first second counts.
  @Test func theFirstSecondStandsForAMessageThatIsNotSeen() throws {
    for (seconds, isEarly) in [(UInt64(0), true), (2, false)] {
      var story = Story([Story.entry("one", Self.command)])
      story.exec(10, parent: 1, ["cursor"])
      story.exec(20, parent: 10, Self.command, environment: ["PATH"], stdio: .null)
      if seconds > 0 { story.pass(seconds: seconds) }
      let found = try Self.reach(&story, 20, "203.0.113.7")
      #expect(found.isBeforeInitialize == nil)
      #expect(found.indicators.contains(.beforeFirstMessage) == isEarly)
    }
  }

  @Test func aPolicyIsTheLastWord() throws {
    var scene = Scene(expect: "api.example")
    scene.begin()
    let findings = scene.findings([Scene.destination(20, 2, at: 3)])
    let found = try #require(findings.first)
    #expect(found.rule == .unexpectedDestination && found.indicators.isEmpty)
    #expect(found.severity == .high)
  }

  @Test func severityIsBySum() {
    #expect(Indicator.severity(of: []) == .low)
    #expect(Indicator.severity(of: [.credentials]) == .low)
    #expect(Indicator.severity(of: [.credentials, .helperProcess]) == .medium)
    #expect(Indicator.severity(of: [.addressWithoutName]) == .medium)
    #expect(Indicator.severity(of: [.addressWithoutName, .credentials]) == .high)
    #expect(Indicator.severity(of: Indicator.allCases) == .high)
  }

  /// The table of the page is the code's.
  @Test(arguments: Indicator.allCases) func theTableIsTheCodes(indicator: Indicator) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/policy.md"), encoding: .utf8)
    #expect(
      page.contains("| `\(indicator.rawValue)` | \(indicator.weight) | \(indicator.words) |"),
      "| `\(indicator.rawValue)` | \(indicator.weight) | \(indicator.words) |")
  }
}
