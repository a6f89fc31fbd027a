// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policies
import Testing

/// The examples of docs/policy.md do what the page says.
@Suite struct DocumentedPolicyTests {
  private static func page() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("docs/policy.md"), encoding: .utf8)
  }

  private static func blocks(_ fence: String) throws -> [String] {
    try page().components(separatedBy: "```\(fence)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test func examplesAreClean() throws {
    let blocks = try Self.blocks("yaml")
    #expect(!blocks.isEmpty)
    for block in blocks {
      let reading = Policy.read(block, file: "docs/policy.md")
      #expect(reading.policy != nil && reading.diagnostics.map(\.description) == [])
    }
  }

  @Test func brokenExamplesAreDiagnosedAsWritten() throws {
    let blocks = try Self.blocks("yaml broken")
    #expect(!blocks.isEmpty)
    for block in blocks {
      let first = try #require(Policy.read(block, file: "policy.yaml").diagnostics.first)
      #expect(try Self.page().contains(first.description), "\(first)")
    }
  }

  @Test func everyEntryOfTheTableParses() throws {
    let table = try Self.page().components(separatedBy: "| you write |")[1].components(
      separatedBy: "\n\n")[0]
    let entries = table.split(separator: "\n").compactMap { row -> String? in
      let parts = row.split(separator: "`", omittingEmptySubsequences: false)
      return parts.count > 1 ? parts[1].replacingOccurrences(of: "\"", with: "") : nil
    }
    #expect(entries.count > 9)
    for entry in entries { #expect(throws: Never.self) { try Expectation.parse(entry) } }
  }
}
