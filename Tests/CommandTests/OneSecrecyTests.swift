// SPDX-License-Identifier: Apache-2.0

import Alerts
import Discovery
import Events
import Foundation
import Monitoring
import Policies
import Servers
import Testing

@testable import Disclosure
@testable import egret

/// The table of secrets through every place that shows or keeps a command line: each hides the
/// same, and quotes it the same.
@Suite struct OneSecrecyTests {
  private static let whole = SecretCase.all.filter { !$0.isCut }

  private static func entry(_ command: [String]) -> ServerEntry {
    ServerEntry(
      name: "one", transport: .stdio(command: command), client: "Cursor", scope: .user,
      file: "/home/a/.cursor/mcp.json")
  }

  private static func line(_ row: SecretCase) -> String {
    row.shown.map(ShownCommand.quoted).joined(separator: " ")
  }

  // MARK: - Alerts

  private static func finding(_ arguments: [String], isCut: Bool) -> Finding {
    let id = ProcessID(pid: 7, start: Instant(nanoseconds: 1))
    return Finding(
      time: Instant(nanoseconds: 9), rules: [.unexpectedDestination], reasons: [],
      server: FindingServer(
        name: "one", package: "", client: "", config: "", confidence: "high", transport: "stdio",
        candidates: []),
      process: FindingProcess(
        id: id, name: "x", path: "/x", arguments: arguments, argumentsAreCut: isCut, user: 0),
      target: FindingTarget(endpoint: nil, transport: .tcp), phase: .run, via: .syscall,
      hook: .connect4)
  }

  private static func alert(
    _ arguments: [String], isCut: Bool, format: AlertFormat
  ) throws -> [UInt8] {
    var stream = AlertStream(format: format, host: RecordedRun.host)
    return try #require(stream.report(finding(arguments, isCut: isCut)).first).bytes
  }

  @Test(arguments: SecretCase.all) func anAlert(row: SecretCase) throws {
    let ocsf = try JSONSerialization.jsonObject(
      with: Data(Self.alert(row.given, isCut: row.isCut, format: .ocsf)))
    let evidence = ((ocsf as? [String: Any])?["evidences"] as? [[String: Any]])?.first
    let process = evidence?["process"] as? [String: Any]
    #expect(process?["cmd_line"] as? String == Self.line(row))
    let ecs = try JSONSerialization.jsonObject(
      with: Data(Self.alert(row.given, isCut: row.isCut, format: .ecs)))
    let shown = (ecs as? [String: Any])?["process"] as? [String: Any]
    #expect(shown?["args"] as? [String] == row.shown)
  }

  // MARK: - egret servers

  @Test(arguments: whole) func theListOfServers(row: SecretCase) throws {
    var found = ServerDiscovery.Found()
    found.entries = [Self.entry(row.given)]
    let report = ServersReport(
      found: found, openPart: { _ in nil }, running: { _ in [] }, expected: { _ in nil })
    #expect(report.rows.first?.command == Self.line(row))
    let (json, text) = (report.json, report.text)
    for secret in row.secrets {
      #expect(!text.contains(secret))
      #expect(!json.contains(secret))
    }
  }

  // MARK: - A change of a configuration

  @Test(arguments: whole) func aChange(row: SecretCase) {
    let monitor = Monitor(policy: Policy(), recognisers: [])
    let change = ConfigurationChange(
      time: Instant(nanoseconds: 1), change: ServerListChange(.added, Self.entry(row.given)),
      owner: 0)
    let findings = monitor.consume(change).compactMap {
      if case .finding(let finding) = $0 { finding } else { nil }
    }
    #expect(findings.first?.reasons.contains("it is `\(Self.line(row))`") == true)
  }

  // MARK: - egret explain

  @Test(arguments: whole) func anExplanation(row: SecretCase) throws {
    for (given, shown) in zip(row.given, row.shown)
    where Redactor.redacted(given) == shown && !shown.isEmpty {
      let text = try Self.explanation(given)
      let expected = ShownText.escaped(shown, limit: 4096)
      #expect(text.contains("\(expected)"))
      if given != shown { for secret in row.secrets { #expect(!text.contains(secret)) } }
    }
    let line = row.given.map(ShownCommand.quoted).joined(separator: " ")
    let text = try Self.explanation(line)
    for secret in row.secrets { #expect(!text.contains(secret)) }
  }

  private static func explanation(_ endpoint: String) throws -> String {
    do throws(ExplanationError) {
      let target = try Explanation.Target(endpoint)
      return Explanation(
        target: target, names: [],
        inquiry: Inquiry(
          Policy(), Subject(names: ["one"], package: nil, program: "", client: ""))
      ).lines.joined(separator: "\n")
    } catch { return error.description }
  }

  // MARK: - --record

  @Test(arguments: AlertFormat.allCases) func aRecording(format: AlertFormat) throws {
    let path = "/tmp/egret-secrecy-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var recorder = try Recorder(
      path: path, host: RecordedRun.host, format: format,
      policy: PolicyInForce(policy: Policy(), name: "", digest: "", warnings: []), entries: [])
    for row in SecretCase.all {
      guard case .exec(var exec) = RecordedStory.exec(7, 7, row.given) else { continue }
      exec.argumentsAreCut = row.isCut
      recorder.record(.exec(exec))
      recorder.record([Self.entry(row.given)])
    }
    recorder.end()
    let log = try Data(contentsOf: URL(filePath: path))
    try Self.check(log, format)
  }

  private static func check(_ log: Data, _ format: AlertFormat) throws {
    let lines = log.split(separator: 10).dropFirst()
    let execs = lines.filter { $0.starts(with: #"{"event":"exec""#.utf8) }
    let entries = lines.filter { $0.starts(with: #"{"note":"entry""#.utf8) }
    #expect(execs.count == SecretCase.all.count && entries.count == SecretCase.all.count)
    for (row, (exec, entry)) in zip(SecretCase.all, zip(execs, entries)) {
      let kept = try #require(try words(exec, "arguments"))
      #expect(kept == row.shown)
      if !row.isCut { #expect(try words(entry, "command") == row.shown) }
      #expect(
        try alert(kept, isCut: row.isCut, format: format)
          == alert(row.given, isCut: row.isCut, format: format))
    }
  }

  private static func words(_ line: Data, _ key: String) throws -> [String]? {
    (try JSONSerialization.jsonObject(with: line) as? [String: Any])?[key] as? [String]
  }
}
