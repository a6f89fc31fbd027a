// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What alerts weigh over all cases: the journal shows fields up to 4,096 bytes, and shippers pay by the byte.
@Suite struct LineSizeTests {
  static let largest = 4_096
  static let median = 3_000

  @Test(arguments: ["ocsf", "ecs"])
  func ordinaryAlertsAreSmall(format: String) throws {
    var sizes: [Int] = []
    for golden in GoldenCase.all {
      let run = try ReplayRun(log: golden.log(), policy: golden.policy, ["--format", format])
      sizes += run.lines.filter(Self.isAlert).map(\.utf8.count)
    }
    sizes.sort()
    #expect(sizes.count > 80)
    let middle = try #require(sizes.isEmpty ? nil : sizes[sizes.count / 2])
    #expect(middle < Self.median, "median \(middle) of \(sizes.count)")
    #expect(sizes.last ?? 0 < Self.largest)
  }

  /// A line for a person is none, nor is one of a flow.
  private static func isAlert(_ line: String) -> Bool {
    line.contains("\"is_alert\":true") || line.contains("\"kind\":\"alert\"")
  }
}
