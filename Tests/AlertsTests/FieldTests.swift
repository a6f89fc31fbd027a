// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Alerts

/// Every field of every line is in the list that `egret fields` shows.
@Suite struct FieldTests {
  /// The paths of all values, `[]` for the elements of a list.
  static func paths(_ value: Any, _ path: String, into paths: inout Set<String>) {
    switch value {
    case let object as [String: Any]:
      for (key, value) in object {
        Self.paths(value, path.isEmpty ? key : "\(path).\(key)", into: &paths)
      }
    case let list as [Any]:
      if list.isEmpty { paths.insert(path + "[]") }
      for value in list { Self.paths(value, path + "[]", into: &paths) }
    default: paths.insert(path)
    }
  }

  /// Of the samples, and of the golden corpus.
  static func documents(_ format: AlertFormat) throws -> [Data] {
    let cases = SchemaTests.root.appendingPathComponent("Tests/GoldenTests/Cases")
    let mark = format == .ocsf ? "\"class_uid\":" : "\"@timestamp\":"
    let recorded = try FileManager.default.contentsOfDirectory(atPath: cases.path).flatMap { name in
      let file = cases.appendingPathComponent("\(name)/expected.ndjson")
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").filter { $0.contains(mark) }.map { Data($0.utf8) }
    }
    return recorded + Samples.lines(format).map { Data($0.bytes) }
  }

  static func paths(_ format: AlertFormat) throws -> Set<String> {
    var found: Set<String> = []
    for document in try documents(format) {
      paths(try JSONSerialization.jsonObject(with: document), "", into: &found)
    }
    return found
  }

  static func covers(_ listed: String, _ path: String) -> Bool {
    listed.hasSuffix(".*") ? path.hasPrefix(listed.dropLast()) : listed == path
  }

  @Test(arguments: [AlertFormat.ocsf, .ecs])
  func everyFieldIsListed(format: AlertFormat) throws {
    let listed = Field.all.flatMap { format == .ocsf ? $0.ocsf : $0.ecs }
    let found = try Self.paths(format)
    #expect(found.count > 150)
    for path in found.sorted() {
      #expect(listed.contains { Self.covers($0, path) }, "not in `egret fields`: \(path)")
    }
  }

  /// What is listed is written in some line, but for what these lines happen not to have.
  @Test func everyListedFieldIsWritten() throws {
    let found = try Self.paths(.ocsf).union(Self.paths(.ecs))
    let rare: Set = [
      "manual", "scan.*", "pinned", "before_initialize", "hash_unavailable",
    ]
    for field in Field.all where !rare.contains(field.name) {
      #expect(
        (field.ocsf + field.ecs).contains { listed in found.contains { Self.covers(listed, $0) } },
        "in no line: \(field.name)")
    }
  }
}
