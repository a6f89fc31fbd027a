// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Monitoring
import Testing

@testable import Alerts

/// Every kind of line against the published schemas, and the validators against seeded defects.
@Suite struct SchemaTests {
  static let versions = ["1.5.0", "1.6.0", "1.7.0", "1.8.0"]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let python = root.appendingPathComponent(".build/venv/bin/python3").path
  static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: python) }

  /// fields.csv and ecs_flat.yml.
  static var ecs: String {
    let given = ProcessInfo.processInfo.environment["EGRET_SHARED"]
    let shared =
      given.map { URL(fileURLWithPath: $0, relativeTo: root) }
      ?? root.appendingPathComponent("../shared")
    return shared.appendingPathComponent("data/ecs").path
  }
  static var hasECS: Bool {
    hasPython && FileManager.default.fileExists(atPath: ecs + "/fields.csv")
  }

  struct Verdict {
    let status: Int32
    let output: String
  }

  /// Checks lines with a script of ours.
  static func check(_ script: String, _ options: [String], _ lines: [String]) throws -> Verdict {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("egret-\(UUID().uuidString).ndjson")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    let path = root.appendingPathComponent("scripts/\(script)").path
    process.arguments = [path] + options + [file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Verdict(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }

  @Test(.enabled(if: hasPython, "no .build/venv: run scripts/setup"))
  func everyKindOfLineIsValidOCSF() throws {
    let lines = Samples.lines(.ocsf).map(\.text)
    let verdict = try Self.check(
      "validate-ocsf.py", Self.versions.flatMap { ["--version", $0] }, lines)
    #expect(verdict.status == 0, "\(verdict.output)")
    #expect(verdict.output == "\(lines.count) lines, 0 complaints\n")
  }

  /// What is cut to fit is valid too.
  @Test(.enabled(if: hasPython, "no .build/venv: run scripts/setup"))
  func hostileLinesAreValidOCSF() throws {
    var chance = LineLengthTests.Chance(state: 77)
    var writer = AlertWriter(format: .ocsf, host: Samples.host)
    let lines = (1...40).map { sequence in
      var alert = Alert(chance.finding())
      alert.finding.time = Samples.at(90_000)
      (alert.first, alert.last) = (Samples.at(90_000), Samples.at(90_000))
      alert.finding.process.id.start = Samples.at(1)
      return writer.line(alert, sequence: UInt64(sequence)).text
    }
    let verdict = try Self.check(
      "validate-ocsf.py", Self.versions.flatMap { ["--version", $0] }, lines)
    #expect(verdict.status == 0, "\(verdict.output)")
  }

  @Test(.enabled(if: hasECS, "no .build/venv, or no data/ecs in EGRET_SHARED or ../shared"))
  func everyKindOfLineIsValidECS() throws {
    let lines = Samples.lines(.ecs).map(\.text)
    let verdict = try Self.check("validate-ecs.py", ["--schema", Self.ecs], lines)
    #expect(verdict.status == 0, "\(verdict.output)")
    #expect(verdict.output == "\(lines.count) lines, 0 complaints\n")
  }

  /// A defect: what it replaces in a sound alert, by what, and what the complaint names.
  struct Defect {
    let name: String
    let old: String
    let new: String
    let complaint: String
  }

  static let ocsfDefects = [
    Defect(name: "wrong type_uid", old: "200401", new: "200402", complaint: "type_uid: "),
    Defect(
      name: "ns for ms", old: "\"time\":1763890496123", new: "\"time\":1763890496123456789",
      complaint: "time: "),
    Defect(
      name: "ns for ms at the end", old: "\"count\":1",
      new: "\"count\":1,\"end_time\":1763890496123456789", complaint: "end_time: "),
    Defect(
      name: "unknown attribute", old: "\"count\":1", new: "\"count\":1,\"egret\":1",
      complaint: "'egret' was unexpected"),
    Defect(
      name: "unknown nested attribute", old: "\"direction_id\":2",
      new: "\"direction_id\":2,\"egret\":1", complaint: "'egret' was unexpected"),
    Defect(name: "caption", old: "\"High\"", new: "\"Severe\"", complaint: "severity: 'Severe'"),
    Defect(
      name: "nested caption", old: "\"SHA-256\"", new: "\"SHA-1\"", complaint: "algorithm: "),
    Defect(
      name: "observable that is nowhere", old: "\"name\":\"evidences[0].dst_endpoint.ip\"",
      new: "\"name\":\"evidences[1].dst_endpoint.ip\"", complaint: "observables[0]: nothing"),
    Defect(
      name: "observable with another value", old: "\"value\":\"203.0.113.7\"",
      new: "\"value\":\"203.0.113.8\"", complaint: "observables[0]: '203.0.113.8'"),
    Defect(
      name: "profile not listed", old: "\"security_control\",", new: "",
      complaint: "unexpected"),
    Defect(
      name: "profile of no class", old: "\"security_control\"", new: "\"security\"",
      complaint: "metadata.profiles: 'security'"),
    Defect(name: "null", old: "\"count\":1", new: "\"count\":null", complaint: "count"),
    Defect(
      name: "port out of range", old: "\"port\":443", new: "\"port\":70000", complaint: "port"),
    Defect(
      name: "no class", old: "\"class_uid\":2004", new: "\"class_uid\":2999", complaint: "class_uid"
    ),
    Defect(
      name: "missing attribute", old: "\"finding_info\"", new: "\"unmapped\"",
      complaint: "finding_info"),
  ]

  /// All defects in one file: each has to be told of its own line.
  static func expectCaught(
    _ defects: [Defect], in sound: String, _ script: String, _ options: [String]
  ) throws {
    let broken = defects.map { sound.replacingOccurrences(of: $0.old, with: $0.new) }
    let verdict = try check(script, options, [sound] + broken)
    #expect(verdict.status == 1, "\(verdict.output)")
    let complaints = verdict.output.split(separator: "\n")
    #expect(!complaints.contains { $0.contains(".ndjson:1: ") })
    for (index, defect) in defects.enumerated() {
      #expect(broken[index] != sound)
      #expect(
        complaints.contains {
          $0.contains(".ndjson:\(index + 2): ") && $0.contains(defect.complaint)
        }, "\(defect.name)")
    }
  }

  @Test(.enabled(if: hasPython, "no .build/venv: run scripts/setup"))
  func theOCSFValidatorCatchesDefects() throws {
    let sound = Samples.lines(.ocsf)[1].text
    try Self.expectCaught(Self.ocsfDefects, in: sound, "validate-ocsf.py", [])
  }

  static let ecsDefects = [
    Defect(name: "signal", old: "\"alert\"", new: "\"signal\"", complaint: "event.kind"),
    Defect(
      name: "no list", old: "[\"connection\",\"info\"]", new: "\"info\"",
      complaint: "event.type: no list"),
    Defect(
      name: "other type", old: "[\"connection\",\"info\"]", new: "[\"change\"]",
      complaint: "event.type: 'change'"),
    Defect(
      name: "no field", old: "\"community_id\"", new: "\"community\"",
      complaint: "network.community: no field"
    ),
    Defect(
      name: "no address", old: "\"ip\":\"203.0.113.7\"", new: "\"ip\":\"203.0.113\"",
      complaint: "destination.ip: "),
    Defect(
      name: "no number", old: "\"port\":443", new: "\"port\":\"443\"",
      complaint: "destination.port: "),
    Defect(
      name: "no date", old: "\"start\":\"2025-11-23T09:26", new: "\"start\":\"2025-11-23 09:26",
      complaint: "process.start: "),
    Defect(name: "direction", old: "\"egress\"", new: "\"out\"", complaint: "network.direction"),
    Defect(name: "missing", old: "\"message\"", new: "\"text\"", complaint: "message: missing"),
  ]

  @Test(.enabled(if: hasECS, "no .build/venv, or no data/ecs in EGRET_SHARED or ../shared"))
  func theECSValidatorCatchesDefects() throws {
    let sound = Samples.lines(.ecs)[1].text
    try Self.expectCaught(Self.ecsDefects, in: sound, "validate-ecs.py", ["--schema", Self.ecs])
  }

  /// A validator that breaks says so, with another exit status than for a complaint.
  @Test(.enabled(if: hasPython, "no .build/venv: run scripts/setup"))
  func aCrashIsNoCatch() throws {
    #expect(try Self.check("validate-ocsf.py", [], ["{"]).status == 2)
    #expect(try Self.check("validate-ocsf.py", [], ["[]"]).status == 2)
    let sound = Samples.lines(.ocsf)[1].text
    #expect(try Self.check("validate-ocsf.py", ["--version", "9.9.9"], [sound]).status == 2)
    let folder = ["--schema", "/nonexistent"]
    #expect(try Self.check("validate-ecs.py", folder, ["{}"]).status == 2)
  }
}
