// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Monitoring
import Testing

@testable import Alerts

/// What `egret explain` tells of a line.
@Suite struct AlertStoryTests {
  private static func alerts(
    _ findings: [Finding], _ format: AlertFormat = .ocsf
  ) throws -> [ReportedAlert] {
    var stream = AlertStream(format: format, host: Samples.host)
    let lines = findings.flatMap { stream.report($0) } + stream.finish()
    return try lines.map { try JSONDecoder().decode(ReportedAlert.self, from: Data($0.bytes)) }
  }

  private static func story(_ finding: Finding, _ format: AlertFormat = .ocsf) throws -> String {
    AlertStory(try #require(alerts([finding], format).first)).text
  }

  @Test func anAlertIsToldInPlainWords() throws {
    var finding = Samples.reached
    finding.isBeforeInitialize = true
    finding.credentials = ["AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "MY_KEY"]
    #expect(
      try Self.story(finding) == """
        high: unexpected-destination; 2025-11-23T09:34:56.123456789Z on build-07

        What happened
          the MCP server "github" (npm:@modelcontextprotocol/server-github), which Claude Code lists, reached evil.example (203.0.113.7:443/tcp), which it is not expected to use
          when: before its first message (nobody had asked it for anything yet), 312 ms after its program began
          by node (pid 41237) /usr/bin/node, as user alice: node /opt/mcp/github/dist/index.js --token=***
          started by claude (pid 41200) < bash (pid 41100)

        Why it is unexpected
          - no expectation of server github covers evil.example:443/tcp
          the rule unexpected-destination fires for: a watched process reached, or tried to reach, an endpoint its server is not expected to use
          expected of it: api.github.com:443 (policy.yaml:12)
          the name: the resolver 192.0.2.53 gave it to the server, 5 ms before

        What was at stake
          credentials in its environment, by their names (Egret takes no value):
          - aws: AWS_SECRET_ACCESS_KEY
          - github: GITHUB_TOKEN
          - other: MY_KEY
          and whatever files its user may read

        What its package says of itself
          the alert does not say

        What to do
          if it is meant, add the destination to the server's `expect`; if not, stop the server, rotate the credentials it holds and look for what changed in its package
          whether the process still runs, and since when: ps -o pid,lstart,args -p 41237

        The policy that would expect it
          if it is meant, and only then:

          servers:
            github:
              expect:
                - "evil.example:443"

          the policy has a list for this server at policy.yaml:12: add it there

          what says so now: egret explain --server 'github' 'evil.example:443'

        """)
  }

  /// Both formats carry the same facts.
  @Test(arguments: Samples.all.indices) func bothFormatsTellTheSame(index: Int) throws {
    let finding = Samples.all[index]
    #expect(try Self.story(finding, .ocsf) == Self.story(finding, .ecs))
  }

  /// The line that the story shows is the one that the alert's own finding would give.
  @Test(arguments: Rule.allCases) func thePolicyLineIsTheFindings(rule: Rule) throws {
    for format in [AlertFormat.ocsf, .ecs] {
      for var finding in Samples.all where finding.target.endpoint != nil {
        (finding.rule, finding.rules) = (rule, [rule])
        let read = try #require(Self.alerts([finding], format).first)
        let line = PolicyPlace(read).flatMap(PolicyLine.init)
        #expect(line == PolicyLine(finding), "\(format) \(rule)")
      }
    }
  }

  /// A name that only the process says is not one that a policy could expect.
  @Test func aSaidNameIsNoHostOfAPolicy() throws {
    var finding = Samples.reached
    finding.target.hostname = nil
    finding.target.evidence = .sni
    finding.target.said = SaidName(name: "evil.example", evidence: .sni)
    let story = try Self.story(finding)
    #expect(story.contains("- \"203.0.113.7:443\""))
    #expect(story.contains("only the process itself says it"))
  }

  @Test func anUpdateSaysHowItWentOn() throws {
    var again = Samples.reached
    again.time = Samples.at(90_600)
    again.reasons.append("it was sent more")
    let read = try Self.alerts([Samples.reached, again])
    let (alert, last) = (try #require(read.first), try #require(read.last))
    #expect(!alert.isUpdate && last.isUpdate && alert.finding == last.finding)
    let text = AlertStory(alert, latest: last).text
    #expect(text.contains("  seen 2 times until 2025-11-23T09:36:40.000000000Z\n"))
  }

  /// Without a list in the policy a new one would put aside what counts now.
  @Test func aFirstLineOfAPolicyBringsTheOthersAlong() throws {
    var finding = Samples.reached
    (finding.expected, finding.expectedSource) = (["api.github.com:443"], "catalogue")
    #expect(
      try Self.story(finding).contains(
        "list what is expected now (catalogue) as well: api.github.com:443"))
  }

  /// What an alert carries of the package's own words is told, in whatever form.
  @Test(arguments: [
    (#""no: its README names 14 hosts""#, "  no: its README names 14 hosts\n"),
    (#"["a","b"]"#, "  a\n  b\n"),
    (#"{"file":"README.md","hosts":["x","y"]}"#, "  file: README.md\n  hosts: x, y\n"),
    ("7", "  the alert does not say\n"), ("{}", "  the alert does not say\n"),
  ]) func thePackagesOwnWords(json: String, told: String) throws {
    var stream = AlertStream(format: .ocsf, host: Samples.host)
    let line = try #require(stream.report(Samples.reached).first).text
    let text = line.replacingOccurrences(
      of: #""egret":{"#, with: #""egret":{"documented":\#(json),"#)
    let alert = try JSONDecoder().decode(ReportedAlert.self, from: Data(text.utf8))
    #expect(AlertStory(alert).text.contains("What its package says of itself\n" + told))
  }

  /// Whatever a line holds, nothing of it draws on a terminal, and what is shown is bounded.
  @Test(arguments: [AlertFormat.ocsf, .ecs]) func whatIsHostileIsShownHarmless(
    format: AlertFormat
  ) throws {
    let bad = "\u{1b}[2J\u{202e}\n\r\u{0}" + String(repeating: "x", count: 3_000)
    var finding = Samples.reached
    finding.server.name = bad
    finding.reasons = Array(repeating: bad, count: 100)
    finding.expected = Array(repeating: bad, count: 100)
    finding.target.hostname = bad
    finding.credentials = Array(repeating: bad, count: 100)
    let text = try Self.story(finding, format)
    #expect(text.utf8.count < 100_000)
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.value < 0x20 || $0 == "\u{202e}" })
  }

  /// Every line of the golden cases that is an alert has a story, which names its rule and its server.
  @Test func everyGoldenLineHasAStory() throws {
    let cases = SchemaTests.root.appendingPathComponent("Tests/GoldenTests/Cases")
    let files = try FileManager.default.contentsOfDirectory(
      at: cases, includingPropertiesForKeys: nil)
    var told = 0
    for folder in files {
      let file = folder.appendingPathComponent("expected.ndjson")
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      for line in text.split(separator: "\n") where line.hasPrefix("{") {
        do {
          let alert = try JSONDecoder().decode(ReportedAlert.self, from: Data(line.utf8))
          let story = AlertStory(alert).text
          #expect(story.contains(alert.rule) && Rule(rawValue: alert.rule) != nil, "\(folder)")
          told += 1
        } catch let error as ReportedAlertError {
          #expect(line.contains("egret.flow"), "\(folder): \(error)")
        }
      }
    }
    #expect(told > 100)
  }
}
