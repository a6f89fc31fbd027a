// SPDX-License-Identifier: Apache-2.0

import Foundation
import Servers
import Testing

/// The table of `docs/clients.md` is what the code reads. `EGRET_RECORD=1` writes it, and fails.
@Suite struct ClientsPageTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/clients.md")
  private static let head = "| product | programs | lists |\n|---|---|---|\n"

  private static func spelled(_ place: ConfigurationPlace) -> String {
    if let range = place.pattern.range(of: "globalStorage/") {
      return "`…/\(place.pattern[range.lowerBound...])`"
    }
    let top =
      switch place.root {
      case .home: "~/"
      case .config: "~/.config/"
      case .data: "~/.local/share/"
      case .state: "~/.local/state/"
      case .system: ""
      case .project, .ancestors: "./"
      }
    return "`\(top)\(place.pattern)`" + (place.root == .ancestors ? " ↑" : "")
  }

  private static func row(_ product: Product) -> String {
    var seen: Set<String> = []
    let places = product.places.map(spelled).filter { seen.insert($0).inserted }
    let programs = product.programs.map { "`\($0)`" } + product.words.map { "`\($0)` (a word)" }
    return
      "| \(product.name) | \(programs.joined(separator: ", ")) | \(places.joined(separator: ", ")) |"
  }

  private static let table = head + Products.all.map { row($0) + "\n" }.joined()

  @Test func theTableIsWhatIsRead() throws {
    var text = try String(contentsOf: Self.page, encoding: .utf8)
    let start = try #require(text.range(of: "| product |"))
    let end = text[start.lowerBound...].range(of: "\n\n")?.lowerBound ?? text.endIndex
    let written = String(text[start.lowerBound..<end]).trimmingCharacters(in: .newlines) + "\n"
    if ProcessInfo.processInfo.environment["EGRET_RECORD"] != nil {
      text.replaceSubrange(start.lowerBound..<end, with: Self.table.dropLast())
      try Data(text.utf8).write(to: Self.page)
    }
    #expect(written == Self.table)
  }
}
