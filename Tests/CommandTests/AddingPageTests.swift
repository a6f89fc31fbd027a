// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// docs/adding.md names files that exist.
@Suite struct AddingPageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The page's sections by their titles.
  private static func sections() throws -> [(title: String, text: String)] {
    let page = try String(contentsOf: root.appending(path: "docs/adding.md"), encoding: .utf8)
    return page.split(separator: "\n## ").dropFirst().map { section in
      let title = section.prefix { $0 != "\n" }
      return (String(title), String(section.dropFirst(title.count)))
    }
  }

  /// The first words between backticks.
  private static func words(in text: String) -> [String] {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0].prefix { $0 != " " }) }
  }

  private static func isPath(_ word: String) -> Bool {
    word.contains("/") || word.hasSuffix(".md") || word.hasSuffix(".swift")
  }

  @Test func everyListNamesExistingFilesAndACommit() throws {
    let sections = try Self.sections()
    #expect(
      sections.map(\.title) == [
        "A client product", "A rule", "A hook", "An output format", "A kernel",
      ])
    for (title, text) in sections {
      let words = Self.words(in: text)
      let paths = words.filter(Self.isPath)
      #expect(paths.count > 5, "\(title)")
      for path in paths {
        #expect(
          FileManager.default.fileExists(atPath: Self.root.appending(path: path).path),
          "\(title): there is no \(path)")
      }
      #expect(words.contains { $0.wholeMatch(of: /[0-9a-f]{7}/) != nil }, "\(title): no commit")
    }
  }

  @Test func contributorsArePointedThere() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
    #expect(page.contains("docs/adding.md"))
  }
}
