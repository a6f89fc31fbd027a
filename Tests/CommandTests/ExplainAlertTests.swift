// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

/// The built `egret explain` and an alert, as a person meets it.
@Suite struct ExplainAlertTests {
  private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "GoldenTests/Cases/an-unexpected-host-is-told-once/expected.ndjson")

  @Test func aLineAFileAndStdinTellTheSame() throws {
    let line =
      try String(contentsOf: Self.golden, encoding: .utf8)
      .split(separator: "\n").first.map(String.init) ?? ""
    let byLine = try CheckRun(policy: "", arguments: { _ in ["explain", line] })
    #expect(byLine.code == 0 && byLine.errors.isEmpty, "\(byLine.errors)")
    #expect(byLine.output.contains("The policy that would expect it\n"))
    let byFile = try CheckRun(bytes: Data((line + "\n").utf8), arguments: { ["explain", $0] })
    #expect(byFile.output == byLine.output && byFile.code == 0)
    let uid = try #require(
      line.firstRange(of: #""finding_info":{"uid":""#).map { line[$0.upperBound...].prefix(36) })
    let byUID = try CheckRun(
      bytes: Data((line + "\n").utf8), arguments: { ["explain", $0, String(uid)] })
    #expect(byUID.output == byLine.output && byUID.code == 0)
  }

  /// The command that the alert names leads to its own story.
  @Test func theAlertsPointerWorks() throws {
    let lines = try String(contentsOf: Self.golden, encoding: .utf8)
    let line = try #require(lines.split(separator: "\n").first)
    let pointer = try #require(line.firstRange(of: "see: egret explain LOG "))
    let uid = String(line[pointer.upperBound...].prefix(36))
    let run = try CheckRun(bytes: Data(lines.utf8), arguments: { ["explain", $0, uid] })
    #expect(run.code == 0 && run.output.hasPrefix("high: unexpected-destination"), "\(run.errors)")
  }

  @Test func whatIsNotFoundIsExitTwoAndNothingOnStdout() throws {
    for uid in [nil, "x"] {
      let run = try CheckRun(
        policy: "egret: 1\n", arguments: { ["explain", $0] + [uid].compactMap { $0 } })
      #expect(run.code == 2 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("egret explain: \(run.file): "), "\(run.errors)")
    }
  }
}
