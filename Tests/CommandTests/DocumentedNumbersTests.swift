// SPDX-License-Identifier: Apache-2.0

import Foundation
import Servers
import Testing

/// Numbers in the documents that can be counted are counted.
@Suite struct DocumentedNumbersTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// A page without its line breaks.
  private static func page(_ path: String) throws -> String {
    try text(path).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The rows of the evasion matrix, the header first.
  private static func matrix() throws -> [[Substring]] {
    try text("Tests/Evasions/matrix.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
  }

  /// The words that stand behind a header's first cell in a table of a page.
  private static func columns(behind cell: String, in path: String) throws -> [Substring] {
    let row = try #require(
      try text(path).split(separator: "\n").first { $0.hasPrefix("| \(cell) |") })
    return row.split(separator: "|").dropFirst().map { $0.trimmingPrefix(" ").prefix { $0 != " " } }
      .filter { !$0.isEmpty }
  }

  @Test func evasionsAreCounted() throws {
    let rows = try Self.matrix().dropFirst()
    #expect(rows.count > 100 && Set(rows.map(\.first)).count == rows.count)
    #expect(try Self.page("README.md").contains("\(rows.count) ways out are played"))
  }

  @Test func productsAreCounted() throws {
    #expect(Set(Products.all.map(\.name)).count == Products.all.count)
    #expect(
      try Self.page("README.md").contains("Server lists of \(Products.all.count) products"))
  }

  @Test func kernelsAreThoseOfTheMatrix() throws {
    let kernels = try #require(try Self.matrix().first).dropFirst(3)
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    try #require(words.indices.contains(kernels.count))
    #expect(try Self.page("README.md").contains("on \(words[kernels.count]) kernels"))
    #expect(
      try Self.columns(behind: "evasion", in: "docs/kernel-support.md") == Array(kernels))
  }

  /// The kernels that `scripts/test` boots, in the words of CONTRIBUTING.md and of the fetcher.
  @Test func bootedKernelsAreNamed() throws {
    let script = try Self.text("scripts/test")
    let list = try #require(script.firstMatch(of: /EGRET_KERNELS-([^}]+)}/)).1
    let kernels = list.split(separator: " ")
    let shown = kernels.dropLast().joined(separator: ", ") + " and the " + (kernels.last ?? "")
    #expect(try Self.page("CONTRIBUTING.md").contains("kernels \(shown)"))
    #expect(
      try Self.text("scripts/kernels/fetch").contains(
        "scripts/kernels/fetch \(kernels.joined(separator: "|"))\n"))
    let columns = try #require(try Self.matrix().first).dropFirst(3)
    #expect(Set(kernels).isSubset(of: columns))
  }
}
