// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

/// Command lines that cannot be seen whole, and variables that a command line sets.
@Suite struct LongAndWrappedTests {
  private static let long = String(repeating: "x", count: 8_000)
  private static let head = String(repeating: "x", count: 4_000)

  private func recognise(_ entry: ServerEntry, _ exec: Exec) -> Recognition? {
    EntryRecogniser(entries: [entry]).recognise(exec, ancestors: [])
  }

  @Test(arguments: [
    (["srv", "--rules", long], ["srv", "--rules", head], true),
    (["srv", long], ["srv", head], true),
    (["srv", "--rules", long, "-v"], ["srv", "--rules", head], true),
    (["srv", "--rules", long], ["srv", "--rules", head + "y"], false),
    (["srv", "--rules", "short"], ["srv", "--rules", head], false),
    (["srv", "${RULES}" + long], ["srv", "anything"], true),
    (["srv", "a"], ["srv", "a", head], false),
  ])
  func theBeginningIsEnoughAndSaysSo(entry: [String], seen: [String], isServer: Bool) {
    let found = recognise(Made.entry("s", entry), Made.exec(seen, isCut: true))
    #expect((found != nil) == isServer)
    guard let found else { return }
    #expect(found.confidence == .medium || found.confidence == .low)
    #expect(found.reasons.contains("the command line was too long to be seen whole"))
  }

  @Test func aCompletedOneIsCertainAndSaysSo() {
    var exec = Made.exec(["srv", "--rules", Self.long])
    exec.argumentsAreCompleted = true
    let found = recognise(Made.entry("s", ["srv", "--rules", Self.long]), exec)
    #expect(found?.confidence == .high)
    #expect(found?.reasons.contains("the end of its long command line was read from /proc") == true)
  }

  /// Entry and argv; whether the variable that the entry sets is missing.
  @Test(arguments: [
    (["uvx", "mcp-atlassian"], ["env", "JIRA_URL=https://j", "uvx", "mcp-atlassian"], false),
    (
      ["env", "JIRA_URL=a", "uvx", "mcp-atlassian"], ["env", "JIRA_URL=a", "uvx", "mcp-atlassian"],
      false
    ),
    (["uvx", "mcp-atlassian"], ["env", "-u", "X", "JIRA_URL=j", "uvx", "mcp-atlassian"], false),
    (["uvx", "mcp-atlassian", "-v"], ["env", "JIRA_URL=j", "uvx", "mcp-atlassian"], false),
    (
      ["docker", "run", "-i", "-e", "JIRA_URL", "mcp/atlassian"],
      ["docker", "run", "-i", "-e", "JIRA_URL=j", "mcp/atlassian", "--x"], false
    ),
    (["uvx", "mcp-atlassian"], ["env", "OTHER=j", "uvx", "mcp-atlassian"], true),
    (["uvx", "mcp-atlassian", "-v"], ["uvx", "mcp-atlassian", "JIRA_URL=j"], true),
  ])
  func aVariableThatTheCommandSetsIsThere(entry: [String], seen: [String], isMissing: Bool) {
    let entry = Made.entry("s", entry, environment: ["JIRA_URL"])
    let found = recognise(entry, Made.exec(seen, environment: ["PATH"]))
    #expect(found?.candidates.map(\.name) == ["s"], "\(seen)")
    let says = found?.reasons.contains { $0.contains("JIRA_URL") } ?? false
    #expect(says == isMissing, "\(found?.reasons ?? [])")
  }
}
