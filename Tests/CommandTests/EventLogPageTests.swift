// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Testing

@testable import egret

/// docs/event-log.md names what a log holds.
@Suite struct EventLogPageTests {
  private static func page() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "docs/event-log.md"), encoding: .utf8)
  }

  @Test func theVersionIsTheWriters() throws {
    #expect(try Self.page().contains("The version is \(EventLogWriter.version)."))
  }

  @Test(arguments: EventLogKind.allCases) func everyKindOfEventIsExplained(
    kind: EventLogKind
  ) throws {
    let rows = try Self.page().split(separator: "\n").filter { $0.hasPrefix("| `") }
    let named = rows.compactMap { $0.dropFirst().split(separator: "|").first }
    #expect(named.contains { $0.contains("`\(kind.rawValue)`") })
  }

  @Test(arguments: ["entries", "entry", "change", "gap", "line", "clock"])
  func everyNoteIsExplained(kind: String) throws {
    #expect(try Self.page().contains("{\"note\":\"\(kind)\""))
  }
}
