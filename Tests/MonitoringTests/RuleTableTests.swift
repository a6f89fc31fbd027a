// SPDX-License-Identifier: Apache-2.0

import Foundation
import Monitoring
import Testing

/// Every rule of the table is fired somewhere, or is marked as not built, in the code and in the
/// documents alike.
@Suite struct RuleTableTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The sources of Monitoring without comments, and without what only looks at a rule: the
  /// patterns of `case`, and questions for one.
  private static func code() throws -> String {
    let folder = root.appending(path: "Sources/Monitoring")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var code = ""
    for case let name as String in files
    where name.hasSuffix(".swift") && !name.hasSuffix("Rule.swift") {
      code += try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    for pattern in [#"//.*"#, #"\bcase\s[^:={]*[:={]"#, #"contains\(\.\w+\)"#, #"==\s*\.\w+"#] {
      code = code.replacing(try Regex(pattern), with: " ")
    }
    return code
  }

  /// The case of a rule as code spells it.
  private static func place(_ rule: Rule) throws -> Regex<AnyRegexOutput> {
    // Nothing stands before the dot: `.x`, not `Judgement.x`.
    try Regex(#"[\s(\[,]\.\#(String(describing: rule))\b"#)
  }

  @Test(arguments: Rule.allCases)
  func isFiredOrMarked(rule: Rule) throws {
    let isFired = try Self.code().contains(Self.place(rule))
    #expect(isFired == rule.isBuilt, "fired: \(isFired), and marked as built: \(rule.isBuilt)")
  }

  @Test(arguments: Rule.allCases)
  func isDocumentedAsItIs(rule: Rule) throws {
    let row = try #require(
      try Self.text("docs/alerts.md").split(separator: "\n").first {
        $0.hasPrefix("| `\(rule.rawValue)` |")
      })
    #expect(row.contains("(not built yet)") == !rule.isBuilt)
    let readme = try Self.text("README.md")
    let unbuilt = readme.split(separator: "\n\n").first { $0.contains("not built yet") } ?? ""
    #expect(unbuilt.contains("`\(rule.rawValue)`") == !rule.isBuilt)
    let limitations = try Self.text("docs/known-limitations.md")
    #expect(rule.isBuilt || limitations.contains("`\(rule.rawValue)`"))
  }
}
