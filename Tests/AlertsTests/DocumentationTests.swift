// SPDX-License-Identifier: Apache-2.0

import Foundation
import Monitoring
import Testing

@testable import Alerts

/// docs/alerts.md says what the lines say.
@Suite struct DocumentationTests {
  static func page() throws -> String {
    try String(
      contentsOf: SchemaTests.root.appendingPathComponent("docs/alerts.md"), encoding: .utf8)
  }

  @Test(arguments: Rule.allCases)
  func namesEveryRuleWithItsSeverity(rule: Rule) throws {
    #expect(try Self.page().contains("| `\(rule.rawValue)` | \(rule.severity) |"))
  }

  @Test func showsAnAlertAsItIs() throws {
    let page = try Self.page()
    let start = try #require(page.range(of: "```json\n"))
    let end = try #require(page[start.upperBound...].range(of: "\n```"))
    let shown = try JSONSerialization.jsonObject(
      with: Data(page[start.upperBound..<end.lowerBound].utf8))
    let written = try AlertStreamTests.object(Samples.lines(.ocsf)[1])
    #expect((shown as? NSDictionary) == written as NSDictionary)
  }

  /// Every key of ours, and every top-level attribute.
  @Test func explainsEveryField() throws {
    let page = try Self.page()
    var keys = Set<String>()
    for line in Samples.lines(.ocsf) {
      let event = try AlertStreamTests.object(line)
      keys.formUnion(
        event.keys.filter {
          !$0.hasSuffix("_name")
            && !["status", "action", "disposition", "app", "unmapped"].contains($0)
        })
      for path in [
        "evidences.0.data.egret", "unmapped.egret", "unmapped.egret.dropped_total",
      ] {
        keys.formUnion(
          (AlertStreamTests.value(event, path) as? [String: Any])?.keys.map { $0 } ?? [])
      }
    }
    #expect(keys.count > 60)
    for key in keys.sorted() {
      #expect(
        ["`\(key)`", "`\(key).", "`\(key)[", " \(key),", " \(key) |"].contains {
          page.contains($0)
        },
        "\(key)")
    }
  }
}
