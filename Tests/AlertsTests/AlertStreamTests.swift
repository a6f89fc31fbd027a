// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Monitoring
import Testing

@testable import Alerts

@Suite struct AlertStreamTests {
  static func object(_ line: AlertLine) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.bytes)) as? [String: Any])
  }

  static func value(_ object: [String: Any], _ path: String) -> Any? {
    path.split(separator: ".").reduce(object as Any?) { value, key in
      if let index = Int(key) {
        return (value as? [Any]).flatMap { $0.count > index ? $0[index] : nil }
      }
      return (value as? [String: Any])?[String(key)]
    }
  }

  @Test(arguments: AlertFormat.allCases)
  func numbersLinesWithoutGaps(format: AlertFormat) {
    let lines = Samples.lines(format)
    #expect(lines.map(\.sequence) == Array(1...UInt64(lines.count)))
    for line in lines { #expect(line.isOneRecord(format)) }
  }

  @Test(arguments: AlertFormat.allCases)
  func writesTheSameAgain(format: AlertFormat) {
    #expect(Samples.lines(format) == Samples.lines(format))
  }

  @Test func everyLineHasItsOwnIdentifier() throws {
    let identifiers = try Samples.lines(.ocsf).map {
      Self.value(try Self.object($0), "metadata.uid") as? String
    }
    #expect(Set(identifiers).count == identifiers.count)
    #expect(!identifiers.contains(nil))
  }

  @Test func anUpdateNamesTheFindingItUpdates() throws {
    var stream = AlertStream(format: .ocsf, host: Samples.host)
    let first = try Self.object(try #require(stream.report(Samples.reached).first))
    #expect(stream.report(Samples.reached).isEmpty)
    stream.realtimeOffset += 5_000_000_000
    let second = try Self.object(try #require(stream.finish().first))
    for path in ["finding_info.uid", "metadata.correlation_uid"] {
      #expect(Self.value(first, path) as? String == Self.value(second, path) as? String)
    }
    #expect(Self.value(first, "activity_id") as? Int == 1)
    #expect(Self.value(second, "activity_id") as? Int == 2)
    #expect(Self.value(second, "count") as? Int == 2)
    #expect(
      Self.value(second, "evidences.0.data.egret.truncated") as? [String] == ["ancestry", "args"])
    #expect(stream.findings == 2 && stream.alerts == 2)
  }

  @Test func saysWhatTheContractSays() throws {
    let event = try Self.object(Samples.lines(.ocsf)[1])
    let expected: [(String, String)] = [
      ("actor.app_uid", "github"), ("actor.app_name", "npm:@modelcontextprotocol/server-github"),
      ("finding_info.analytic.uid", "egret.unexpected-destination"),
      ("metadata.event_code", "egret.unexpected-destination"),
      ("evidences.0.dst_endpoint.ip", "203.0.113.7"),
      ("evidences.0.dst_endpoint.hostname", "evil.example"),
      ("evidences.0.connection_info.protocol_name", "tcp"),
      ("evidences.0.process.name", "node"), ("evidences.0.process.path", "/usr/bin/node"),
      ("evidences.0.process.parent_process.name", "claude"),
      ("evidences.0.process.ancestry.1.name", "bash"),
      ("evidences.0.data.egret.server", "github"), ("evidences.0.data.egret.client", "Claude Code"),
      ("evidences.0.data.egret.config", "/home/alice/.claude.json"),
      ("evidences.0.data.egret.confidence", "high"), ("evidences.0.data.egret.phase", "start"),
      ("evidences.0.data.egret.via", "syscall"), ("evidences.0.data.egret.name_evidence", "dns"),
    ]
    for (path, value) in expected {
      #expect(Self.value(event, path) as? String == value, "\(path)")
    }
    #expect(Self.value(event, "evidences.0.dst_endpoint.port") as? Int == 443)
    #expect(Self.value(event, "evidences.0.data.egret.since_exec_ms") as? Int == 312)
    #expect(Self.value(event, "evidences.0.data.egret.bytes_out") as? Int == 517)
  }

  @Test func writesMappedAddressesAsIPv4() throws {
    var stream = AlertStream(format: .ecs, host: Samples.host)
    let event = try Self.object(try #require(stream.report(Samples.mapped).first))
    #expect(Self.value(event, "destination.ip") as? String == "169.254.169.254")
    #expect(Self.value(event, "network.type") as? String == "ipv4")
  }

  /// Flows and alerts are numbered together, and a flow is never folded.
  @Test func flowsAreOfTheSameSequence() throws {
    var stream = AlertStream(format: .ocsf, host: Samples.host)
    var lines = stream.report(Samples.reached)
    for _ in 0..<2 { lines += Samples.activities.map { stream.tell($0) } }
    lines.append(stream.tell(.heartbeat, Samples.status))
    #expect(lines.map(\.sequence) == Array(1...UInt64(lines.count)))
    let flows = lines.filter(\.isActivity)
    #expect(flows.count == 2 * Samples.activities.count)
    #expect(flows.allSatisfy { $0.code == "egret.flow" && $0.severity == .informational })
    let identifiers = try lines.map { line -> String? in
      Self.value(try Self.object(line), "metadata.uid") as? String
    }
    #expect(Set(identifiers).count == lines.count)
  }

  @Test func aFlowIsJoinedToItsAlert() throws {
    var stream = AlertStream(format: .ocsf, host: Samples.host)
    let alert = try Self.object(try #require(stream.report(Samples.reached).first))
    let flow = try Self.object(stream.tell(Samples.ended(Samples.reached, .refused)))
    let path = "metadata.correlation_uid"
    #expect(Self.value(flow, path) as? String == Self.value(alert, path) as? String)
    #expect(flow["class_uid"] as? Int == 4001 && flow["activity_id"] as? Int == 5)
    #expect(flow["status_code"] as? String == "refused" && flow["duration"] as? Int == 2_876)
    #expect(Self.value(flow, "traffic.bytes") as? Int == 72_048)
    let expected = try Self.object(stream.tell(Samples.activities[0]))
    #expect(Self.value(expected, path) == nil && expected["end_time"] == nil)
    #expect(Self.value(expected, "unmapped.egret.allowed_by") as? String == "api.github.com:443")
    #expect((Self.value(expected, "unmapped.egret.rules") as? [Any])?.isEmpty == true)
  }

  @Test func aHeartbeatHasEveryCounter() throws {
    var stream = AlertStream(format: .ocsf, host: Samples.host)
    _ = stream.report(Samples.reached)
    let event = try Self.object(stream.tell(.heartbeat, Samples.status))
    let dropped = try #require(Self.value(event, "unmapped.egret.dropped_total") as? [String: Int])
    #expect(Set(dropped.keys) == Set(Loss.Stage.allCases.map(\.rawValue)))
    #expect(dropped["output"] == 3967 && dropped["decode"] == 0)
    #expect(Self.value(event, "unmapped.egret.last_sequence") as? Int == 1)
    #expect(Self.value(event, "unmapped.egret.alerts_total") as? Int == 1)
    #expect(Self.value(event, "unmapped.egret.uptime_s") as? Int == 3600)
    #expect(Self.value(event, "unmapped.egret.hooks_required") as? Int == 15)
  }

  @Test func everyRuleKeepsItsSeverity() throws {
    let captions = ["", "Informational", "Low", "Medium", "High", "Critical"]
    for rule in Rule.allCases {
      var finding = Samples.reached
      (finding.rule, finding.rules) = (rule, [rule])
      var stream = AlertStream(format: .ocsf, host: Samples.host)
      let line = try #require(stream.report(finding).first)
      let event = try Self.object(line)
      #expect(event["severity"] as? String == captions[rule.severity.rawValue])
      #expect(event["severity_id"] as? Int == rule.severity.rawValue)
      #expect(line.code == "egret.\(rule.rawValue)" && line.severity == rule.severity)
      #expect(Int(line.syslogSeverity) == 7 - rule.severity.rawValue)
    }
  }

  /// The longest notices there can be are lines too.
  @Test(arguments: AlertFormat.allCases)
  func boundsNotices(format: AlertFormat) throws {
    let long = String(repeating: "\u{1}\"", count: 5000)
    var host = Samples.host
    (host.hostname, host.machineID, host.kernelRelease, host.systemName) = (long, long, long, long)
    (host.systemVersion, host.productVersion, host.bootID, host.runID) = (long, long, long, long)
    var status = Samples.status
    (status.policy, status.policyHash) = (long, long)
    status.hooksSilent = Array(repeating: long, count: 100)
    var stream = AlertStream(format: format, host: host)
    for notice in [.policyRefused(long), .hook(long, .silent), .stop] as [Notice] {
      let line = stream.tell(notice, status)
      #expect(line.bytes.count <= Limits.line && line.bytes.last == 10)
      if format != .text { _ = try Self.object(line) }
    }
  }
}
