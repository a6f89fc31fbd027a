// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Foundation
import Sinks
import Testing

@testable import egret

@Suite struct ReporterTests {
  /// `#expect` takes nothing that cannot be copied.
  private final class Reporting {
    private var reporter: Reporter
    let output = "/tmp/egret-reporter-\(UUID().uuidString)"

    init(metrics: ReplacedFile? = nil) throws {
      let writer = try LineWriter([try Output.parse("file:" + output)], host: "h", process: 1)
      reporter = Reporter(
        stream: AlertStream(format: .ocsf, host: RecordedRun.host), writer: writer, recorder: nil,
        metrics: metrics)
    }

    deinit { try? FileManager.default.removeItem(atPath: output) }

    func report(_ notice: Notice, _ status: Status) { reporter.report(notice, status) }
    func grown(_ status: Status) -> [LossLedger.Growth] { reporter.grownLosses(status) }
    func reopen() { reporter.reopen() }
    func faults() -> [String] { reporter.takeFaults() }

    /// The run ends: the lines that were written.
    func lines() throws -> [[String: Any]] {
      let isWhole = reporter.stop(ReporterTests.status())
      #expect(isWhole)
      let written = try Data(contentsOf: URL(filePath: output))
      return try written.split(separator: 10).map {
        try JSONSerialization.jsonObject(with: $0) as? [String: Any] ?? [:]
      }
    }
  }

  private static func status(_ losses: [Loss.Stage: UInt64] = [:]) -> Status {
    Status(
      time: Instant(nanoseconds: 9_000_000_000), started: Instant(nanoseconds: 4_000_000_000),
      events: 12, losses: losses, policy: "policy.yaml", policyHash: "0f")
  }

  @Test func aRunBeginsAndEndsWithItsNumberedLines() throws {
    let reporting = try Reporting()
    reporting.report(.start, Self.status())
    reporting.report(.heartbeat, Self.status())
    let lines = try reporting.lines()
    let metadata = lines.compactMap { $0["metadata"] as? [String: Any] }
    #expect(
      metadata.compactMap { $0["event_code"] as? String } == [
        "egret.start", "egret.heartbeat", "egret.stop",
      ])
    #expect(metadata.compactMap { $0["sequence"] as? Int } == [1, 2, 3])
    #expect(reporting.faults().isEmpty)
  }

  /// A collector finds the counters with every heartbeat and at the end, and never half of them.
  @Test func countersAreReplacedAsAWhole() throws {
    let path = "/tmp/egret-metrics-\(UUID().uuidString).prom"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func page() throws -> [Substring] {
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    }
    let reporting = try Reporting(metrics: ReplacedFile(path: path))
    reporting.report(.start, Self.status())
    #expect(try page().contains("egret_lines_total 1"))
    try Data("left over".utf8).write(to: URL(filePath: path + ".new"))
    let before =
      try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
    reporting.report(.heartbeat, Self.status([.evidenceRing: 3]))
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect(facts[.posixPermissions] as? Int == 0o644)
    #expect(facts[.systemFileNumber] as? UInt64 != before)
    #expect(try page().contains("egret_lost_total{stage=\"evidence_ring\"} 3"))
    _ = try reporting.lines()
    #expect(try page().contains("egret_lines_total 3"))
    #expect(!FileManager.default.fileExists(atPath: path + ".new"))
    #expect(reporting.faults().isEmpty)
  }

  /// A folder that is not there is said once a heartbeat, and stops nothing.
  @Test func countersThatCannotBeWrittenAreSaid() throws {
    let reporting = try Reporting(metrics: ReplacedFile(path: "/nonexistent/x.prom"))
    reporting.report(.heartbeat, Self.status())
    #expect(reporting.faults().contains { $0.contains("/nonexistent/x.prom") })
    #expect(try reporting.lines().count == 2)
  }

  @Test func lossesOfAllStagesAreReportedAsTheyGrow() throws {
    let reporting = try Reporting()
    let grown = reporting.grown(Self.status([.evidenceRing: 3]))
    #expect(grown == [LossLedger.Growth(stage: .evidenceRing, new: 3, total: 3)])
    #expect(reporting.grown(Self.status([.evidenceRing: 3])).isEmpty)
  }

  @Test func outputsAreOpenedAgainWhereTheyWere() throws {
    let reporting = try Reporting()
    reporting.report(.start, Self.status())
    for _ in 0..<500 {
      let size = try FileManager.default.attributesOfItem(atPath: reporting.output)[.size]
      if (size as? Int ?? 0) > 0 { break }
      usleep(10_000)
    }
    try FileManager.default.moveItem(atPath: reporting.output, toPath: reporting.output + ".1")
    defer { try? FileManager.default.removeItem(atPath: reporting.output + ".1") }
    reporting.reopen()
    reporting.report(.heartbeat, Self.status())
    #expect(try reporting.lines().count == 2)
  }
}
