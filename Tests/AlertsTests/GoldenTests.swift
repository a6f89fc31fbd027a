// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Testing

@testable import Alerts

/// Lines of most kinds, byte for byte. `EGRET_RECORD=1` writes the files in Golden anew and fails,
/// so that no run that records can pass for one that checked.
@Suite struct GoldenTests {
  static func recorded(_ format: AlertFormat) -> String {
    switch format {
    case .ocsf: Golden.ocsf
    case .ecs: Golden.ecs
    case .text: Golden.text
    }
  }

  /// Every finding, a repeat, and one notice of each shape.
  static func lines(_ format: AlertFormat) -> [AlertLine] {
    var stream = AlertStream(format: format, host: Samples.host)
    var lines = [stream.tell(.start, Samples.status)]
    for finding in Samples.all { lines += stream.report(finding) }
    lines += stream.report(Samples.reached) + stream.finish()
    lines += Samples.activities.map { stream.tell($0) }
    return lines
      + [
        .heartbeat, .loss(.output, new: 12, total: 3967), .policyRefused("policy.yaml:7:3: why"),
        .hook("connect4", .silent), .stop,
      ].map { stream.tell($0, Samples.status) }
  }

  @Test(arguments: AlertFormat.allCases)
  func linesAreAsRecorded(format: AlertFormat) throws {
    let lines = Self.lines(format).flatMap { $0.text.components(separatedBy: "\n") }
    if ProcessInfo.processInfo.environment["EGRET_RECORD"] == "1" {
      try record(lines, format)
      return
    }
    let recorded = Self.recorded(format).split(separator: "\n").map(String.init)
    #expect(recorded.count == lines.count)
    for (number, pair) in zip(recorded, lines).enumerated() where pair.0 != pair.1 {
      Issue.record("line \(number + 1) was \(pair.0)\nand is \(pair.1)")
    }
  }

  private func record(_ lines: [String], _ format: AlertFormat) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(format.rawValue.capitalized).swift")
    let source = """
      // SPDX-License-Identifier: Apache-2.0
      // swift-format-ignore-file
      // Recorded by GoldenTests with EGRET_RECORD=1.

      extension Golden {
        static let \(format.rawValue) = ##\"\"\"
      \(lines.joined(separator: "\n"))
      \"\"\"##
      }

      """
    try Data(source.utf8).write(to: file)
    Issue.record("recorded \(file.path): look at the difference, then run without EGRET_RECORD")
  }
}

/// What was recorded; one file a format, in Golden.
enum Golden {}
