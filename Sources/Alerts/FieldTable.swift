// SPDX-License-Identifier: Apache-2.0

/// Every field of the stream, for people, for programs and for the documents.
package struct FieldTable {
  package init() {}

  private static func title(_ group: Field.Group) -> String {
    switch group {
    case .schema: "OCSF / ECS"
    case .facts:
      "Egret's own: evidences[].data.egret of an alert, unmapped.egret of a flow, mcp.egret in ECS"
    case .status: "Of Egret itself: unmapped.egret, mcp.egret in ECS"
    }
  }

  /// A block for each field.
  package var text: String {
    Field.Group.allCases.map { group in
      Self.title(group) + "\n\n" + Self.fields(group).map(Self.block).joined()
    }.joined(separator: "\n")
  }

  private static func fields(_ group: Field.Group) -> [Field] {
    Field.all.filter { $0.group == group }
  }

  private static func block(_ field: Field) -> String {
    let names = field.group == .schema ? paths(field) : [field.name]
    return names.map { "  \($0)\n" }.joined() + "      \(field.meaning)\n"
  }

  private static func paths(_ field: Field) -> [String] {
    [field.ocsf, field.ecs].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
  }

  /// Markdown, as docs/alerts.md has it.
  package func markdown(_ group: Field.Group) -> String {
    let head =
      group == .schema
      ? "| OCSF | ECS | what it is |\n|---|---|---|\n" : "| field | what it is |\n|---|---|\n"
    return head + Self.fields(group).map(Self.row).joined()
  }

  private static func row(_ field: Field) -> String {
    guard field.group == .schema else { return "| `\(field.name)` | \(field.meaning) |\n" }
    return "| \(quoted(field.ocsf)) | \(quoted(field.ecs)) | \(field.meaning) |\n"
  }

  private static func quoted(_ paths: [String]) -> String {
    paths.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// A list of objects.
  package var json: [UInt8] {
    var json = JSONWriter(capacity: 64 << 10)
    json.beginArray()
    for field in Field.all { Self.write(field, to: &json) }
    json.endArray()
    json.byte(UInt8(ascii: "\n"))
    return json.written
  }

  private static func write(_ field: Field, to json: inout JSONWriter) {
    json.beginObject()
    json.key("name")
    _ = json.string(field.name, limit: 256)
    json.key("group")
    _ = json.string(field.group.rawValue, limit: 64)
    write("ocsf", field.ocsf, to: &json)
    write("ecs", field.ecs, to: &json)
    json.key("meaning")
    _ = json.string(field.meaning, limit: 1024)
    json.endObject()
  }

  private static func write(_ key: StaticString, _ paths: [String], to json: inout JSONWriter) {
    json.key(key)
    json.beginArray()
    for path in paths { _ = json.string(path, limit: 256) }
    json.endArray()
  }
}
