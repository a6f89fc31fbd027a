// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Policies
import Servers
import Testing

@Suite struct ConfigurationGapTests {
  private static func gap(
    _ lost: ConfigurationProblem.Lost, owner: UInt32? = 1000, isKept: Bool = false
  ) -> ConfigurationGap {
    ConfigurationGap(
      time: Instant(nanoseconds: 500), file: "/home/a/.cursor/mcp.json", client: "Cursor",
      problem: ConfigurationProblem(line: 3, text: "expected a value", lost: lost), owner: owner,
      isKept: isKept)
  }

  private static func finding(_ gap: ConfigurationGap) throws -> Finding {
    let outcomes = Monitor(policy: Policy(), recognisers: []).consume(gap)
    #expect(outcomes.count == 1)
    guard case .finding(let finding)? = outcomes.first else { throw Nothing() }
    return finding
  }

  private struct Nothing: Error {}

  @Test func theFileAndWhatIsUnknownAreNamed() throws {
    let finding = try Self.finding(Self.gap(.part))
    #expect(finding.rule == .configUnread && finding.rule.severity == .medium)
    #expect(finding.server.config == "/home/a/.cursor/mcp.json")
    #expect(finding.server.client == "Cursor" && finding.server.name == "unknown")
    #expect(finding.process.id.pid == 0 && finding.process.user == 1000)
    #expect(
      finding.reasons == [
        "/home/a/.cursor/mcp.json:3: expected a value",
        "some of the servers that it lists may not be known", "the file belongs to user 1000",
      ])
    let whole = try Self.finding(Self.gap(.file, owner: nil, isKept: true))
    #expect(
      whole.reasons.dropFirst() == [
        "none of the servers that it lists is known",
        "what the file listed before still counts",
      ])
  }

  @Test func aLogKeepsItWhole() {
    for lost in ConfigurationProblem.Lost.allCases {
      for owner in [nil, 1000] as [UInt32?] {
        let gap = Self.gap(lost, owner: owner, isKept: owner == nil)
        #expect(ConfigurationGap(gap.note) == gap)
      }
    }
    for key in ["file", "text", "time"] {
      var note = Self.gap(.file).note
      note.texts[key] = nil
      #expect(ConfigurationGap(note) == nil)
    }
  }
}
