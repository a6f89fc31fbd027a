// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import Events
import Foundation
import Monitoring
import Testing

@testable import egret

/// How `egret explain` finds the alert that is meant, whatever else is there.
@Suite struct AlertSearchTests {
  private static func finding(_ host: String, at seconds: UInt64 = 9) -> Finding {
    let id = ProcessID(pid: 7, start: Instant(nanoseconds: 1))
    return Finding(
      time: Instant(nanoseconds: seconds * 1_000_000_000), rules: [.unexpectedDestination],
      reasons: ["because of \(host)"],
      server: FindingServer(
        name: "one", package: "", client: "Cursor", config: "", confidence: "high",
        transport: "stdio", candidates: ["one"]),
      process: FindingProcess(
        id: id, name: "x", path: "/x", arguments: ["/x"], argumentsAreCut: false, user: 0),
      target: FindingTarget(endpoint: nil, transport: .tcp, hostname: host), phase: .run,
      via: .syscall, hook: .connect4)
  }

  private static func lines(
    _ findings: [Finding], _ format: AlertFormat = .ocsf
  ) -> [String] {
    var stream = AlertStream(format: format, host: RecordedRun.host)
    return (findings.flatMap { stream.report($0) } + stream.finish()).map {
      String(decoding: $0.bytes.dropLast(), as: UTF8.self)
    }
  }

  private static func story(_ lines: [String], uid: String? = nil) throws(AlertSearchError)
    -> String
  {
    var search = AlertSearch(uid: uid)
    for line in lines { search.consume(Array(line.utf8)[...]) }
    return try search.story().text
  }

  private static func fault(_ lines: [String], uid: String? = nil) -> String {
    do throws(AlertSearchError) {
      _ = try story(lines, uid: uid)
      return "none"
    } catch { return error.description }
  }

  private static func uids(_ line: String) throws -> (line: String, finding: String) {
    let alert = try JSONDecoder().decode(ReportedAlert.self, from: Data(line.utf8))
    return (alert.line, alert.finding)
  }

  @Test(arguments: [AlertFormat.ocsf, .ecs]) func anAlertIsFoundByEitherUID(
    format: AlertFormat
  ) throws {
    let lines = Self.lines([Self.finding("a.example"), Self.finding("b.example")], format)
    let second = try Self.uids(lines[1])
    for uid in [second.line, second.finding] {
      #expect(try Self.story(lines, uid: uid).contains("- because of b.example"))
    }
  }

  @Test func theOnlyAlertNeedsNoUIDAndTakesItsUpdatesAlong() throws {
    let lines = Self.lines([Self.finding("a.example"), Self.finding("a.example", at: 70)])
    #expect(lines.count == 2)
    #expect(try Self.story(lines).contains("seen 2 times until"))
    #expect(try Self.story([lines[1]]).contains("because of a.example"))
  }

  @Test func ofSeveralOneIsToBeNamed() throws {
    let lines = Self.lines((0..<30).map { Self.finding("h\($0).example") })
    let fault = Self.fault(lines)
    #expect(fault.hasPrefix("30 alerts; name one by its uid"))
    #expect(fault.split(separator: "\n").count == 21)
    #expect(try fault.contains(Self.uids(lines[29]).finding))
  }

  /// A syslog daemon's words before the object, and one object over many lines.
  @Test func aLineMayComeFromAShipper() throws {
    let line = Self.lines([Self.finding("a.example")])[0]
    #expect(try Self.story(["Nov 23 09:34:56 host egret[7]: " + line]).contains("a.example"))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    let pretty = try JSONSerialization.data(withJSONObject: object, options: .prettyPrinted)
    let text = String(decoding: pretty, as: UTF8.self)
    #expect(try Self.story(text.components(separatedBy: "\n")).contains("a.example"))
  }

  @Test func whatIsNoAlertIsSaid() throws {
    let line = Self.lines([Self.finding("a.example")])[0]
    let pid = line.replacingOccurrences(of: #""pid":7"#, with: #""pid":"seven""#)
    let torn = String(line.prefix(line.utf8.count / 2))
    let cases: [([String], String)] = [
      ([], "there is nothing to read"), (["", "  "], "there is nothing to read"),
      ([torn], "it is no whole JSON object: cut off, or something else"),
      (["hello"], "it is no whole JSON object: cut off, or something else"),
      (["[1]"], "it is no whole JSON object: cut off, or something else"),
      (["{}"], "it is no line of Egret's: neither its OCSF nor its ECS"),
      (
        [#"{"event":{"module":"other"}}"#], "it is no line of Egret's: neither its OCSF nor its ECS"
      ),
      ([pid], "it is no alert: `evidences[0].process.pid` is not what Egret writes there"),
      (["{\"a\":\"\u{1b}[2J\"}"], "it is no line of Egret's: neither its OCSF nor its ECS"),
      (
        ["{\"a\":\"" + String(repeating: "x", count: 1 << 17) + "\"}"],
        "it is longer than any alert: 65536 bytes are read"
      ),
      (
        [String(repeating: "{\"a\":", count: 10_000)],
        "it is no whole JSON object: cut off, or something else"
      ),
    ]
    for (lines, text) in cases {
      #expect(Self.fault(lines) == text, "\(lines.first?.prefix(80) ?? "")")
    }
    #expect(
      Self.fault([line, line], uid: "zz\u{1b}").hasPrefix("no alert has the uid `zz\\u{1b}`"))
  }

  @Test func linesAboutEgretItselfAndFlowsAreNoAlerts() {
    var stream = AlertStream(format: .ocsf, host: RecordedRun.host)
    let time = Instant(nanoseconds: 9)
    let notice = stream.tell(.heartbeat, Status(time: time, started: time))
    let flow = stream.tell(
      NetworkActivity(stage: .open, facts: Self.finding("a.example"), began: time))
    let texts = [notice, flow].map { String(decoding: $0.bytes.dropLast(), as: UTF8.self) }
    #expect(Self.fault([texts[0]]).hasPrefix("it is a line about Egret itself (egret.heartbeat)"))
    #expect(Self.fault([texts[1]]).hasPrefix("it is a flow"))
  }

  /// In a stream with much else, what is asked for is found, and what is broken does not matter.
  @Test func whatElseIsThereDoesNotMatter() throws {
    let lines = Self.lines([Self.finding("a.example"), Self.finding("b.example")])
    let uid = try Self.uids(lines[1]).finding
    let noise = ["{", "\u{1b}[2J", String(repeating: "y", count: 1 << 17), "{}", #"{"x":1}"#]
    #expect(
      try Self.story(noise + [lines[0]] + noise + [lines[1]] + noise, uid: uid).contains(
        "b.example"))
  }

  @Test(arguments: [
    (["no-such-file"], "there is no file"), (["api.example:443"], "--server NAME is missing"),
    (["019ab011-027b-7804-adfa-e1b128b7d023"], "give the file that has its line"),
    (["{}", "uid"], "a line needs no uid"), (["-", "--policy", "x"], "--server NAME is missing"),
    (["--server", "one", "api.example", "uid"], "--server takes one endpoint, and no uid"),
  ]) func wrongUsageIsSaid(arguments: [String], text: String) {
    do {
      _ = try ExplainCommand.parse(arguments)
      Issue.record("it parsed")
    } catch {
      #expect(ExplainCommand.exitCode(for: error).rawValue == 64)
      #expect(ExplainCommand.fullMessage(for: error).contains(text))
    }
  }

  @Test func aFileWithoutAnEndOfLineIsNotReadForEver() throws {
    let error = #expect(throws: AlertSearchError.self) {
      try AlertSource("/dev/zero", uid: nil).story()
    }
    #expect(error?.description == "it is longer than any alert: 65536 bytes are read")
  }
}
