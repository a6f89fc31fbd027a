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

  /// What an editor checks by and what the reader takes are one format.
  @Test func theSchemaTakesEveryExample() throws {
    let schema = try SchemaCheck(text: PolicySchema.text)
    for block in try Self.blocks("yaml") {
      #expect(try schema.faults(of: block) == [], "\(block)")
    }
    for block in try Self.blocks("yaml broken") {
      #expect(try schema.faults(of: block) != [], "\(block)")
    }
  }

  @Test(arguments: [
    "egret: 2", "egret: 1\nserver: {}", "egret: 1\nservers: {a: {expect: []}}",
    "egret: 1\nservers: {a: {}}", "egret: 1\nservers: {a: {expect: [{port: 1}]}}",
    "egret: 1\nservers: {a: {expect: [x.example], match: {package: x}}}",
    "egret: 1\nservers: {a: {expect: [{host: x, protocol: quic}]}}",
    "egret: 1\nservers: {a: {expect: [x], match: {name: a}, run: {unit: a}}}",
    "egret: 1\nsuppress: [{rule: scan, server: a, reason: x, until: soon}]",
    "egret: 1\nsuppress: [{reason: x, until: 2027-01-01}]",
  ])
  func theSchemaRefuses(text: String) throws {
    #expect(try SchemaCheck(text: PolicySchema.text).faults(of: text) != [])
    #expect(Policy.read(text, file: "p").policy == nil)
  }

  @Test(arguments: [
    "egret: 1\nservers:\n", "egret: 1\nresolvers: [192.0.2.1]",
    "egret: 1\nservers: {a: {expect: [{host: x.example, port: 443, max-upload: 10MB}]}}",
    "egret: 1\nservers: {a: {run: {user: 1000, listen: 8080, container: {image: \"x*\"}}, expect: [none]}}",
    "egret: 1\nsuppress: [{rule: [scan], server: a, reason: x, until: 2027-01-01}]",
  ])
  func theSchemaTakesWhatTheReaderTakes(text: String) throws {
    #expect(Policy.read(text, file: "p").policy != nil)
    #expect(try SchemaCheck(text: PolicySchema.text).faults(of: text) == [])
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
