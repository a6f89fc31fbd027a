// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Servers
import Testing

/// One folder of Cases: `events.ndjson` (an event log), `policy.yaml`, `expected.ndjson`, and
/// perhaps `home/` with clients' configurations as they stand below a user's home. Its name says
/// what it proves.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  static let all: [GoldenCase] = {
    let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Cases")
    let folders = try? FileManager.default.contentsOfDirectory(
      at: cases, includingPropertiesForKeys: nil)
    return (folders ?? []).map(GoldenCase.init(folder:))
      .sorted { $0.testDescription < $1.testDescription }
  }()

  var policy: String { folder.appendingPathComponent("policy.yaml").path }

  /// Without a file: nothing is expected to be told.
  var expected: [String] {
    let text = try? String(contentsOf: expectedFile, encoding: .utf8)
    return Self.lines(text ?? "")
  }

  private var expectedFile: URL { folder.appendingPathComponent("expected.ndjson") }

  func record(_ lines: [String]) throws {
    let text = lines.map { $0 + "\n" }.joined()
    try Data(text.utf8).write(to: expectedFile)
  }

  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  /// The log as it is replayed: the entries of `home/` stand after its header.
  func log() throws -> String {
    let text = try String(
      contentsOf: folder.appendingPathComponent("events.ndjson"), encoding: .utf8)
    var lines = Self.lines(text)
    lines.insert(contentsOf: try entries().map { try Self.line($0) }, at: min(1, lines.count))
    return lines.map { $0 + "\n" }.joined()
  }

  /// What `home/` says; files are named from there, whoever checked them out owns them.
  private func entries() throws -> [ServerEntry] {
    var entries: [ServerEntry] = []
    for product in Products.all {
      for place in product.places where !place.pattern.contains("*") {
        guard let below = place.root.belowHome else { continue }
        let path = below + place.pattern
        let file = folder.appendingPathComponent("home/" + path)
        guard let bytes = try? Data(contentsOf: file) else { continue }
        let source = ConfigurationSource(
          client: product.name, scope: place.scope, format: place.format, shape: place.shape,
          home: "/home/ada")
        let reading = ConfigurationReader.read(
          [UInt8](bytes), file: "/home/ada/" + path, source: source)
        guard reading.problems.isEmpty else { throw GoldenProblem.configuration(file.path) }
        entries += reading.entries
      }
    }
    return entries
  }

  private static func line(_ entry: ServerEntry) throws -> String {
    let note = entry.note
    var fields: [String: Any] = note.texts
    for (key, list) in note.lists { fields[key] = list }
    let json = try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
    return #"{"note":"\#(note.kind)","# + String(decoding: json, as: UTF8.self).dropFirst()
  }
}

enum GoldenProblem: Error {
  case configuration(String)
}
