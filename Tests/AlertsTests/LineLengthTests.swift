// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Monitoring
import Testing

@testable import Alerts

/// Whatever a finding holds, its line is one line, in text with indented ones below it, of at most 7,700 bytes, and says what was cut.
@Suite struct LineLengthTests {
  /// Repeatable chance (xorshift).
  struct Chance {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(1, bound)))
    }

    static let alphabets = [
      "a", "\u{1}", "\"", "\\", "\u{e0041}", "🦢", "é\u{202e}", "x y'", "=:", "token=", "\n",
    ]

    mutating func text(_ longest: Int) -> String {
      let alphabet = Self.alphabets[next(Self.alphabets.count)]
      return String(repeating: alphabet, count: next(4) == 0 ? longest : next(longest + 1))
    }

    mutating func list(_ most: Int, _ longest: Int) -> [String] {
      (0..<(next(3) == 0 ? most : next(most + 1))).map { _ in text(longest) }
    }

    mutating func process() -> FindingProcess {
      FindingProcess(
        id: ProcessID(pid: .max, start: Instant(nanoseconds: .max)), name: text(300),
        path: text(5000), arguments: list(20, 4096), argumentsAreCut: next(2) == 0, user: .max,
        group: .max, login: .max, execTime: nil)
    }

    mutating func finding() -> Finding {
      let rule = Rule.allCases[next(Rule.allCases.count)]
      let server = FindingServer(
        name: text(4096), package: text(4096), client: text(4096), config: text(4096),
        confidence: text(4096), transport: text(4096), candidates: list(100, 300))
      let target = FindingTarget(
        endpoint: next(4) == 0 ? nil : Samples.endpoint("2001:db8:1:2:3:4:5:6", .max),
        transport: TransportProtocol(number: .max), hostname: next(3) == 0 ? nil : text(300),
        evidence: .quic, names: list(50, 300), nameAge: .max,
        resolver: IPAddress("2001:db8:1:2:3:4:5:6"), unixPath: next(2) == 0 ? nil : text(200))
      var finding = Finding(
        time: Instant(nanoseconds: .max), rules: [rule] + Rule.allCases, reasons: list(50, 1000),
        server: server, process: process(), parent: next(4) == 0 ? nil : process(),
        ancestry: (0..<next(40)).map { _ in process() }, target: target, phase: .install,
        via: .ioUring, hook: .sysSendmmsg, expected: list(1000, 300), expectedSource: text(4096),
        credentials: list(300, 300), sinceExec: .max, bytesOut: .max, bytesIn: .max,
        container: next(2) == 0 ? nil : text(300), cookie: .max, netNamespace: .max)
      finding.surplus = list(300, 300)
      finding.package = FindingPackage(
        version: text(300), documented: text(300), changed: text(300))
      return finding
    }
  }

  static var hostileHost: Alerts.Host {
    var host = Samples.host
    let long = String(repeating: "\u{1}", count: 500)
    (host.hostname, host.machineID, host.kernelRelease, host.systemName) = (long, long, long, long)
    (host.systemVersion, host.productVersion, host.bootID, host.runID) = (long, long, long, long)
    host.bootTime = .min
    host.timezoneOffset = .min
    return host
  }

  @Test(arguments: AlertFormat.allCases)
  func noLineIsLonger(format: AlertFormat) throws {
    var chance = Chance(state: 0x9e37_79b9)
    var writer = AlertWriter(format: format, host: Self.hostileHost)
    var longest = 0
    for sequence in 0..<60 {
      var alert = Alert(chance.finding())
      if sequence % 2 == 0 { (alert.activity, alert.count) = (.repeated, .max) }
      let line = writer.line(alert, sequence: UInt64.max - UInt64(sequence))
      longest = max(longest, line.bytes.count)
      try check(line, format)
      let flow = Samples.ended(alert.finding, .timedOut)
      try check(writer.line(flow, sequence: UInt64.max - UInt64(sequence)), format)
    }
    #expect(longest > 6000)
  }

  /// The worst there is: everything at its longest, of what grows most.
  @Test(arguments: AlertFormat.allCases, ["\u{1}", "\u{e0041}", "\"", "a", "'"])
  func notTheWorstEither(format: AlertFormat, unit: String) throws {
    let long = String(repeating: unit, count: 4096)
    let many = Array(repeating: long, count: 1000)
    var process = Samples.process(.max, "x", many)
    (process.name, process.path) = (long, "/" + long)
    var finding = Samples.reached
    finding.rules = Rule.allCases
    finding.rule = .installEgress
    (finding.process, finding.parent) = (process, process)
    finding.ancestry = Array(repeating: process, count: 100)
    finding.server = FindingServer(
      name: long, package: long, client: long, config: long, confidence: "medium", transport: long,
      candidates: many)
    finding.target.endpoint = Samples.endpoint("2001:db8:1111:2222:3333:4444:5555:6666", .max)
    (finding.target.hostname, finding.target.unixPath, finding.target.names) = (long, long, many)
    (finding.reasons, finding.expected, finding.credentials) = (many, many, many)
    (finding.expectedSource, finding.container) = (long, long)
    finding.surplus = many
    finding.package = FindingPackage(version: long, documented: long, changed: long)
    var writer = AlertWriter(format: format, host: Self.hostileHost)
    let line = writer.line(Alert(finding), sequence: .max)
    try check(line, format)
    if format == .ocsf {
      let event = try AlertStreamTests.object(line)
      let cuts = AlertStreamTests.value(event, "evidences.0.data.egret.truncated") as? [String]
      #expect(
        cuts == [
          "ancestry", "args", "cmd_line", "reasons", "expected", "candidates", "credentials",
          "names", "text",
        ])
    }
  }

  private func check(_ line: AlertLine, _ format: AlertFormat) throws {
    #expect(line.bytes.count <= Limits.line)
    #expect(line.isOneRecord(format))
    #expect(String(validating: line.bytes, as: UTF8.self) != nil)
    if format != .text { _ = try AlertStreamTests.object(line) }
  }

  /// Cut first is what matters least.
  @Test func cutsInOrder() throws {
    var finding = Samples.reached
    finding.process.arguments = [String(repeating: "x", count: 3000)]
    let ancestor = Samples.process(1, String(repeating: "n", count: 200), [])
    finding.ancestry = Array(repeating: ancestor, count: 10)
    #expect(try Self.cuts(finding) == ["ancestry"])
    finding.parent?.arguments = [String(repeating: "y", count: 1000)]
    finding.process.arguments = [String(repeating: "x", count: 3300)]
    #expect(try Self.cuts(finding) == ["ancestry", "args"])
    finding.reasons = (0..<10).map { "\($0)" + String(repeating: "r", count: 200) }
    #expect(try Self.cuts(finding) == ["ancestry", "args", "cmd_line"])
    finding.reasons = (0..<60).map { "\($0)" + String(repeating: "r", count: 200) }
    #expect(try Self.cuts(finding) == ["ancestry", "args", "cmd_line", "reasons"])
    #expect(try Self.cuts(Samples.reached) == nil)
  }

  static func cuts(_ finding: Finding) throws -> [String]? {
    var writer = AlertWriter(format: .ocsf, host: Samples.host)
    let event = try AlertStreamTests.object(writer.line(Alert(finding), sequence: 1))
    return AlertStreamTests.value(event, "evidences.0.data.egret.truncated") as? [String]
  }
}
