// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Testing

@testable import Alerts

/// What a person on call reads.
@Suite struct TextTests {
  static func text(_ finding: Finding, _ change: (inout Alert) -> Void = { _ in }) -> String {
    var alert = Alert(finding)
    change(&alert)
    var writer = AlertWriter(format: .text, host: Samples.host)
    return writer.line(alert, sequence: 1).text
  }

  static func lines(_ finding: Finding, _ change: (inout Alert) -> Void = { _ in }) -> [Substring] {
    text(finding, change).split(separator: "\n")
  }

  @Test func anAlertSaysEachOfItOnce() {
    let expected = """
      2025-11-23T09:34:56.123Z HIGH     "github" reached evil.example (203.0.113.7:443/tcp), which it is not expected to use [unexpected-destination]
          because      no expectation of server github covers evil.example:443/tcp
          expected     api.github.com:443 (policy.yaml:12)
          started by   Claude Code < claude (pid 41200) < bash (pid 41100)
          process      node (pid 41237): node /opt/mcp/github/dist/index.js --token=***
          when         before its first message, 312 ms after its program began
          credentials  github: GITHUB_TOKEN, by name
          user         1000
          configured   /home/alice/.claude.json:12
          next         egret explain --server 'github' 'evil.example:443'; if it is meant, add the destination to the server's `expect`; if not, stop the server, rotate the credentials it holds and look for what changed in its package
      """
    var finding = Samples.reached
    finding.isBeforeInitialize = true
    #expect(Self.text(finding) == expected)
    let head = Self.lines(finding)[0]
    for word in ["github", "evil.example", "203.0.113.7", "HIGH", "expected"] {
      #expect(head.ranges(of: word).count == 1 || word == "expected", "\(word)")
    }
  }

  /// A reason that only repeats the first line is left out.
  @Test func nothingIsSaidTwice() {
    var finding = Samples.reached
    finding.reasons = [
      "evil.example (203.0.113.7:443) is not among its expected endpoints", "more",
    ]
    let reasons = Self.lines(finding).filter { $0.contains("because") || $0.contains("more") }
    #expect(reasons == ["    because      more"])
  }

  @Test(arguments: Rule.allCases)
  func everyRuleIsASentence(rule: Rule) {
    var finding = Samples.reached
    (finding.rule, finding.rules) = (rule, [rule])
    let head = Self.lines(finding)[0]
    #expect(head.hasSuffix("[\(rule.rawValue)]") && head.contains("\" \(rule.deed.before)"))
    #expect(Self.text(finding).contains(rule.remediation))
    finding.target = FindingTarget(endpoint: nil, transport: TransportProtocol(number: 0))
    #expect(!Self.lines(finding)[0].contains("  [") && !Self.lines(finding)[0].contains(" ,"))
  }

  @Test func anUpdateLooksOtherwise() {
    let where_ = "\"github\" reached evil.example (203.0.113.7:443/tcp)"
    let tried = "\"github\" tried to reach evil.example (203.0.113.7:443/tcp)"
    let end = "[unexpected-destination 019ab011-027b-7804-adfa-e1b128b7d023]"
    let start = "2025-11-23T09:34:56.123Z   "
    var finding = Samples.reached
    (finding.result, finding.duration) = (.timedOut, 5_000_000)
    #expect(
      Self.text(finding) { $0.activity = .ended }
        == "\(start)ended: \(tried): timed out after 5 ms, 517 bytes sent, 0 received \(end)")
    #expect(
      Self.text(Samples.reached) { ($0.activity, $0.count) = (.repeated, 12) }
        == "\(start)repeated: \(where_): seen 12 times, 517 bytes sent, 0 received \(end)")
    finding.reasons.append("it said a.example in its ClientHello")
    #expect(
      Self.text(finding) { $0.activity = .amended }
        == "\(start)more known: \(tried): it said a.example in its ClientHello \(end)")
  }

  @Test func aScanGrows() {
    var scan = ScanSummary(began: Samples.at(90_000))
    (scan.last, scan.endpoints, scan.hosts, scan.host) = (Samples.at(90_010), 512, 1, "203.0.113.7")
    (scan.lowestPort, scan.highestPort) = (1, 512)
    let finding = Samples.reached.grown(into: scan)
    let head = "\"github\" reached 512 endpoints of 203.0.113.7, ports 1 to 512"
    #expect(Self.lines(finding)[0].contains("HIGH     \(head), as a scan does [scan]"))
    let update = Self.text(finding) { ($0.activity, $0.count) = (.repeated, 600) }
    #expect(update.contains("   growing: \(head): seen 600 times, 51 a second"))
    #expect(update.split(separator: "\n").count == 1)
  }

  @Test func aQuestionIsNotReached() {
    let head = Self.lines(Samples.asked)[0]
    #expect(
      head.contains("\"github\" asked for aGVsbG8.webhook.example, where attacks collect data"))
  }

  @Test func doubtIsSaid() {
    var finding = Samples.reached
    (finding.server.confidence, finding.server.candidates) = ("low", ["github", "gitlab"])
    #expect(
      Self.text(finding).contains(
        "doubt        that it is this server is of low confidence; it may as well be gitlab"))
  }

  /// No text of a process or a user makes a line or a head of its own.
  @Test func hostileTextStaysInItsPlace() {
    var finding = Samples.reached
    let evil = "x\" reached ok\n2025-11-23T09:34:56.123Z HIGH     \"y\u{1b}[2J\u{202e}"
    (finding.server.name, finding.target.hostname, finding.server.config) = (evil, evil, evil)
    (finding.reasons, finding.expected, finding.credentials) = ([evil], [evil], [evil])
    (finding.process.name, finding.process.arguments, finding.container) = (evil, [evil], evil)
    finding.parent?.name = evil
    for activity in [Alert.Activity.create, .amended, .ended, .repeated] {
      let lines = Self.lines(finding) { $0.activity = activity }
      #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("    ") })
      #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 32 } && !$0.contains("\u{202e}") })
      #expect(lines[0].contains("\"x\\\" reached ok\\n2025"))
    }
  }
}
