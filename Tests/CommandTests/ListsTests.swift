// SPDX-License-Identifier: Apache-2.0

import Alerts
import Foundation
import Testing

/// `egret rules` and `egret fields` as people read them, and the tables of docs/alerts.md, which are the same.
///
/// `EGRET_RECORD=1` writes them anew and fails, so that no run that records can pass for one that checked.
@Suite struct ListsTests {
  private static let here = URL(filePath: #filePath).deletingLastPathComponent()
  private static let page = here.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/alerts.md")
  private static let isRecording = ProcessInfo.processInfo.environment["EGRET_RECORD"] == "1"

  private static let texts = ["rules": RuleTable().text, "fields": FieldTable().text]

  @Test(arguments: ["rules", "fields"])
  func textIsAsRecorded(name: String) throws {
    let text = try #require(Self.texts[name])
    let file = Self.here.appending(path: "Lists/\(name).txt")
    if Self.isRecording {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded: look at the difference, then run without EGRET_RECORD")
      return
    }
    #expect(
      try String(contentsOf: file, encoding: .utf8) == text, "where this is meant: EGRET_RECORD=1")
  }

  private static let tables = [
    ("rules", RuleTable().markdown), ("fields schema", FieldTable().markdown(.schema)),
    ("fields facts", FieldTable().markdown(.facts)),
    ("fields status", FieldTable().markdown(.status)),
  ]

  /// One test, because all tables stand in one file.
  @Test func theDocumentHasTheTables() throws {
    var page = try String(contentsOf: Self.page, encoding: .utf8)
    for (name, table) in Self.tables {
      let mark = try #require(page.range(of: "<!-- egret \(name) -->\n"))
      let end = page[mark.upperBound...].range(of: "\n\n")?.lowerBound ?? page.endIndex
      let written = page[mark.upperBound..<end] + "\n"
      if !Self.isRecording {
        #expect(written == table, "\(name): where this is meant: EGRET_RECORD=1")
      }
      page.replaceSubrange(mark.upperBound..<end, with: table.dropLast())
    }
    guard Self.isRecording else { return }
    try Data(page.utf8).write(to: Self.page)
    Issue.record("recorded: look at the difference, then run without EGRET_RECORD")
  }

  @Test func programsReadThemToo() throws {
    let rules = try #require(
      try JSONSerialization.jsonObject(with: Data(RuleTable().json)) as? [[String: Any]])
    #expect(rules.count > 15)
    #expect(
      rules.allSatisfy { rule in
        ["id", "rule", "title", "severity", "meaning", "remediation"].allSatisfy {
          (rule[$0] as? String)?.isEmpty == false
        }
      })
    let fields = try #require(
      try JSONSerialization.jsonObject(with: Data(FieldTable().json)) as? [[String: Any]])
    #expect(
      fields.count > 90
        && Set(fields.compactMap { "\($0["group"] ?? "") \($0["name"] ?? "")" }).count
          == fields.count
    )
  }
}
