// SPDX-License-Identifier: Apache-2.0

/// The table for people.
extension ServersReport {
  var text: String {
    guard !rows.isEmpty else { return "No MCP servers are configured.\n" }
    let header = ["NAME", "CLIENT", "TRANSPORT", "PACKAGE", "RUNNING", "COMMAND", "CONFIGURATION"]
    let table = Self.aligned([header] + rows.map(Self.cells))
    let notes = rows.flatMap(Self.notes)
    let warned = rows.count { !$0.warnings.isEmpty }
    let summary = "\(rows.count) servers, \(warned) with warnings"
    return (table + (notes.isEmpty ? [] : [""] + notes) + ["", summary]).joined(separator: "\n")
      + "\n"
  }

  private static func cells(_ row: Row) -> [String] {
    let place = row.file + (row.line.map { ":\($0)" } ?? "")
    let running = row.running.map(String.init).joined(separator: ",")
    return [
      cut(row.name, 32) + (row.isDisabled ? " (disabled)" : ""), row.client, row.transport,
      row.package.map { cut($0, 48) + (row.isPinned == true ? " (pinned)" : "") } ?? "-",
      running.isEmpty ? "-" : running, cut(row.command, 64), place,
    ]
  }

  private static func notes(_ row: Row) -> [String] {
    let expected = row.expected.map {
      "\(row.name): expected \($0.endpoints.joined(separator: ", ")) (\($0.source))"
    }
    return (expected.map { [$0] } ?? []) + row.warnings.map { "\(row.name): warning: \($0.text)" }
  }

  private static func cut(_ text: String, _ limit: Int) -> String {
    text.count <= limit ? text : text.prefix(limit - 1) + "…"
  }

  /// Columns as wide as their widest cell, two blanks between; the last as it is.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == columns - 1
          ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
      }.joined()
    }
  }
}
