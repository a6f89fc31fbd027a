// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `egret replay` as a person meets it.
@Suite struct ReplayCommandTests {
  private static let header = #"{"egret_event_log":1}"# + "\n"

  private func golden(_ name: String) throws -> GoldenCase {
    try #require(GoldenCase.all.first { $0.testDescription == name })
  }

  private func run(_ log: String, _ more: [String] = []) throws -> ReplayRun {
    try ReplayRun(log: log, policy: golden("the-expected-host-is-silent").policy, more)
  }

  @Test func alertsAreExitOne() throws {
    let golden = try golden("an-unexpected-host-is-told-once")
    let run = try ReplayRun(log: golden.log(), policy: golden.policy)
    #expect(run.code == 1)
    #expect(run.errors.hasPrefix("egret replay: stdin: alerts: 1, servers: 1, policy: "))
  }

  @Test func silenceIsExitZero() throws {
    let silent = try golden("the-expected-host-is-silent").log()
    #expect(try run(silent).code == 0)
    #expect(try run(Self.header).code == 0)
    #expect(try run(#"{"egret_event_log":1}"#).code == 0, "without an end of line")
  }

  @Test(arguments: [
    ("", "stdin:1: not an event log"), ("\n", "stdin:1: not an event log"),
    ("hello\n", "stdin:1: not an event log"),
    (#"{"egret_event_log":9}"#, "stdin:1: event log of version 9"),
    (header + "{\n", "stdin:2: byte 1 is not the JSON of an event log"),
    (header + "\n" + #"{"event":"tick"}"# + "\n", #"stdin:3: field "time" is missing"#),
    (
      header + #"{"event":"nap","time":1}"#, #"stdin:2: field "event" is missing or has no meaning"#
    ),
    (header + String(repeating: " ", count: 1 << 21), "stdin:2: longer than"),
  ]) func whatCannotBeReadIsExitTwo(log: String, message: String) throws {
    let run = try run(log)
    #expect(run.code == 2)
    #expect(run.errors.hasPrefix(message), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func whatCameBeforeTheErrorIsTold() throws {
    let golden = try golden("an-unexpected-host-is-told-once")
    let run = try ReplayRun(log: golden.log() + "broken\n", policy: golden.policy)
    #expect(run.code == 2)
    #expect(run.lines == golden.expected)
  }

  @Test func aPolicyThatCannotBeUsedIsExitTwo() throws {
    for policy in ["/nowhere/policy.yaml", "/dev/null", "/"] {
      let run = try ReplayRun(log: Self.header, policy: policy)
      #expect(run.code == 2 && run.output.isEmpty, "\(policy): \(run.errors)")
    }
  }

  @Test(arguments: ["/nowhere/at.all", "/"]) func aFileThatCannotBeReadIsExitTwo(file: String)
    throws
  {
    let run = try ReplayRun(log: "", arguments: ["replay", file])
    #expect(run.code == 2)
    #expect(run.errors.hasPrefix("egret replay: cannot read \(file): "), "\(run.errors)")
  }

  @Test func wrongUsageIsExitSixtyFour() throws {
    #expect(try ReplayRun(log: "", arguments: ["replay"]).code == 64)
    #expect(try run(Self.header, ["--format", "xml"]).code == 64)
  }

  @Test func theFormatMayBeAnother() throws {
    let golden = try golden("an-unexpected-host-is-told-once")
    let text = try ReplayRun(log: golden.log(), policy: golden.policy, ["--format", "text"])
    let other = try self.golden("an-unexpected-host-in-text")
    #expect(text.lines == other.expected)
  }

  @Test func aHomeMayStandInPlaceOfTheLogsServers() throws {
    let golden = try golden("an-unexpected-host-is-told-once")
    let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: home) }
    let folder = home.appendingPathComponent(".cursor")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let none = try ReplayRun(log: golden.log(), policy: golden.policy, ["--home", home.path])
    #expect(none.code == 0, "\(none.errors)")
    let entry = #"{"mcpServers":{"other":{"command":"python3","args":["/opt/github/server.py"]}}}"#
    try Data(entry.utf8).write(to: folder.appendingPathComponent("mcp.json"))
    try chownToEvents(home)
    let other = try ReplayRun(log: golden.log(), policy: golden.policy, ["--home", home.path])
    #expect(other.lines.contains { $0.contains(#""app_uid":"other""#) } || geteuid() != 0)
  }

  /// Root's files are anybody's servers; those of a user are that user's, who is 1000 in the log.
  private func chownToEvents(_ home: URL) throws {
    guard geteuid() == 0 else { return }
    try FileManager.default.setAttributes([.ownerAccountID: 0], ofItemAtPath: home.path)
  }

  @Test func unknownNotesArePassedOver() throws {
    let notes = [#"{"note":"later","what":["ever"]}"#, #"{"note":"entry"}"#, #"{"note":"clock"}"#]
    #expect(try run(Self.header + notes.joined(separator: "\n")).code == 0)
  }

  /// A log that ends in the middle of a line, or in what a file system leaves after a crash, is judged as far as it goes.
  @Test(arguments: [0.3, 0.9]) func aLogThatIsCutOffIsReadAsFarAsItGoes(part: Double) throws {
    let golden = try golden("an-unexpected-host-is-told-once")
    let last = try golden.log().split(separator: "\n").last.map(String.init) ?? ""
    let cut = String(last.prefix(Int(Double(last.count) * part)))
    for end in [cut, cut + "\0\0\0\0"] {
      let run = try ReplayRun(log: golden.log() + end, policy: golden.policy)
      #expect(run.code == 1, "\(run.errors)")
      #expect(run.lines == golden.expected)
      #expect(run.errors.contains("the log is cut off here; it is judged as far as it goes"))
    }
  }
}
