// SPDX-License-Identifier: Apache-2.0

/// The table for people.
extension ServersReport {
  private static let header = [
    "NAME", "CLIENT", "TRANSPORT", "PACKAGE", "RUNNING", "COMMAND", "CONFIGURATION",
  ]

  var text: String { text(columns: nil) }

  /// Fit for a terminal of so many columns: if the table is wider, a block for each server.
  func text(columns: Int?) -> String {
    guard !rows.isEmpty else { return "No MCP servers are configured.\n" }
    let cells = rows.map(Self.cells)
    var table = Self.aligned([Self.header] + cells)
    if let columns, table.contains(where: { ColumnWidth.of($0) > columns }) {
      table = cells.flatMap(Self.block)
    }
    let notes = rows.flatMap(Self.notes)
    let warned = rows.count { !$0.warnings.isEmpty }
    let summary = "\(rows.count) servers, \(warned) with warnings"
    let policy = unmatched.isEmpty ? [] : [""] + unmatched
    return (table + (notes.isEmpty ? [] : [""] + notes) + policy + ["", summary])
      .joined(separator: "\n")
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
    let unverified = row.unverified.joined(separator: ", ")
    let proxies = row.proxies.map { "\($0.endpoint) (\($0.source))" }.joined(separator: ", ")
    return ["\(row.name): \(expected(row.expected))"] + row.sideBySide + row.stakes
      + (unverified.isEmpty
        ? []
        : ["\(row.name): not verified \(unverified) (catalogue); they make nothing expected"])
      + (proxies.isEmpty ? [] : ["\(row.name): proxies \(proxies)"])
      + row.warnings.map { "\(row.name): warning: \($0.text)" }
  }

  private static func expected(_ expectation: Expectation) -> String {
    if expectation.source.isEmpty {
      return
        "nothing describes what it is expected to use; list it in the policy (egret learn drafts one)"
    }
    let list = expectation.endpoints == ["none"] ? ["nothing"] : expectation.endpoints
    return "expected \(list.joined(separator: ", ")) (\(expectation.source))"
  }

  /// The name, and below it what is known, a line each.
  private static func block(_ cells: [String]) -> [String] {
    let known = zip(header, cells).dropFirst().filter { $0.1 != "-" }
    let width = (header.map(\.count).max() ?? 0) + 2
    return cells.prefix(1)
      + known.map { title, cell in
        let label = title.lowercased()
        return "  " + label + String(repeating: " ", count: width - label.count) + cell
      }
  }

  private static func cut(_ text: String, _ limit: Int) -> String {
    text.count <= limit ? text : text.prefix(limit - 1) + "…"
  }

  /// Columns as wide as their widest cell, two blanks between; the last as it is.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in rows.map { ColumnWidth.of($0[column]) }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == columns - 1
          ? cell : cell + String(repeating: " ", count: widths[column] - ColumnWidth.of(cell) + 2)
      }.joined()
    }
  }
}
