// SPDX-License-Identifier: Apache-2.0

/// A field of the stream: where it stands in each format, and what it is.
///
/// A path ends in `.*` for all that stands below it; `[]` is every element of a list.
package struct Field: Hashable, Sendable {
  package enum Group: String, Hashable, Sendable, CaseIterable {
    /// Of OCSF and ECS.
    case schema
    /// Egret's own, of an alert, an update or a flow.
    case facts
    /// Egret's own, of a line about Egret itself.
    case status
  }

  package let group: Group
  /// The name in the documents: a path, or the key of Egret's own.
  package let name: String
  package let ocsf: [String]
  package let ecs: [String]
  package let meaning: String

  private init(
    _ group: Group, _ name: String, ocsf: [String], ecs: [String], _ meaning: String
  ) {
    self.group = group
    self.name = name
    self.ocsf = ocsf
    self.ecs = ecs
    self.meaning = meaning
  }

  /// Paths with spaces between them; the first of OCSF, else of ECS, is the name.
  static func schema(_ ocsf: String = "", ecs: String = "", _ meaning: String) -> Field {
    let (left, right) = (paths(ocsf), paths(ecs))
    return Field(
      .schema, left.first ?? right.first ?? "", ocsf: left, ecs: right, meaning)
  }

  /// Of an alert's evidence, and of a flow itself.
  static func evidence(_ path: String, ecs: String = "", _ meaning: String) -> Field {
    let all = paths(path)
    let flow = all.map { $0.hasPrefix("process.") ? "actor." + $0 : $0 }
    return Field(
      .schema, all.first.map { "evidences[]." + $0 } ?? "",
      ocsf: all.map { "evidences[]." + $0 } + flow, ecs: paths(ecs), meaning)
  }

  static func fact(_ key: String, _ meaning: String) -> Field {
    Field(
      .facts, key, ocsf: ["evidences[].data.egret.\(key)", "unmapped.egret.\(key)"],
      ecs: ["mcp.egret.\(key)"], meaning)
  }

  /// Only ECS has it among Egret's own.
  static func ecsFact(_ key: String, _ meaning: String) -> Field {
    Field(.facts, key, ocsf: [], ecs: ["mcp.egret.\(key)"], meaning)
  }

  static func status(_ key: String, _ meaning: String) -> Field {
    Field(
      .status, key, ocsf: ["unmapped.egret.\(key)"], ecs: ["mcp.egret.\(key)"], meaning)
  }

  private static func paths(_ text: String) -> [String] {
    text.split(separator: " ").map { String($0) }
  }

  /// Every field, as the groups stand.
  package static let all = schemaFields + factFields + statusFields
}
