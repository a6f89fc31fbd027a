// SPDX-License-Identifier: Apache-2.0

import Disclosure
import FoundationEssentials
import Policies

/// Diagnostics as they are shown, with the text that they are about.
struct ShownDiagnostics {
  let diagnostics: [Diagnostic]
  /// The files' texts by their paths.
  let texts: [String: String]

  var errors: Int { diagnostics.count { $0.level == .error } }
  var warnings: Int { diagnostics.count - errors }

  /// One line each; where a person reads them on a terminal, also the line of the file and a caret.
  func lines(onTerminal: Bool) -> [String] {
    let texts = onTerminal ? self.texts.mapValues(Self.lines) : [:]
    return diagnostics.flatMap { diagnostic in
      [diagnostic.description] + excerpt(diagnostic.place, texts[diagnostic.place.file] ?? [])
    }
  }

  /// A diagnostic's place counts lines as YAML does.
  private static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  private static let widest = 160

  /// Nothing for a line that is too long for a caret to be of use.
  private func excerpt(_ place: Place, _ lines: [Substring]) -> [String] {
    guard lines.indices.contains(place.line - 1) else { return [] }
    let line = String(lines[place.line - 1])
    let shown = Redactor.redacted(line)
    guard !line.isEmpty, line.unicodeScalars.count <= Self.widest else { return [] }
    // Behind a credential that is not shown, columns are others.
    guard shown == line else { return ["  " + ShownText.escaped(shown, limit: 1_000)] }
    let before = String(String.UnicodeScalarView(line.unicodeScalars.prefix(place.column - 1)))
    let width = ColumnWidth.of(ShownText.escaped(before, limit: 1_000))
    return [
      "  " + ShownText.escaped(line, limit: 1_000),
      "  " + String(repeating: " ", count: width) + "^",
    ]
  }
}

// MARK: - For programs

extension ShownDiagnostics {
  private struct Document: Encodable {
    var accepted: Bool
    var diagnostics: [Entry]
    var errors: Int
    var servers: Int
    var warnings: Int
  }

  private struct Entry: Encodable {
    var column: Int
    var file: String
    var level: String
    var line: Int
    var message: String
  }

  /// One object, keys sorted. `servers` is how many entries the policy has, nil where it is refused.
  func json(servers: Int?) -> String {
    let entries = diagnostics.map {
      Entry(
        column: $0.place.column, file: ShownText.escaped($0.place.file, limit: 4_096),
        level: $0.level.rawValue, line: $0.place.line, message: $0.message)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      accepted: servers != nil, diagnostics: entries, errors: errors, servers: servers ?? 0,
      warnings: warnings)
    guard let data = try? encoder.encode(document) else { return "{}\n" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
