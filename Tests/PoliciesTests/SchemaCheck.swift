// SPDX-License-Identifier: Apache-2.0

import Foundation
import YAML

/// As much of JSON Schema as the policy's schema uses, and a fault for any keyword beyond that.
struct SchemaCheck {
  private let root: [String: Any]
  private struct Unreadable: Error {}

  init(text: String) throws {
    guard let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else {
      throw Unreadable()
    }
    self.root = root
  }

  func faults(of yaml: String) throws -> [String] {
    guard let node = try YAMLNode.parse(yaml, limits: YAMLLimits(depth: 20, nodes: 1_000)) else {
      throw Unreadable()
    }
    return faults(Self.value(node), root, "$")
  }

  /// As a YAML 1.2 reader types it.
  private static func value(_ node: YAMLNode) -> Any {
    switch node.content {
    case .scalar(let text, let isPlain):
      if isPlain, text.isEmpty { return NSNull() }
      if isPlain, let number = Int(text) { return number }
      return text
    case .sequence(let nodes): return nodes.map(value)
    case .mapping(let pairs):
      var members: [String: Any] = [:]
      for pair in pairs {
        guard case .scalar(let key, _) = pair.key.content else { continue }
        members[key] = value(pair.value)
      }
      return members
    }
  }

  private func faults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    schema.flatMap { keyword, wanted in
      fits(value, keyword, wanted, schema, path)
    }
  }

  private func fits(
    _ value: Any, _ keyword: String, _ wanted: Any, _ schema: [String: Any], _ path: String
  ) -> [String] {
    switch keyword {
    case "$schema", "title", "description", "$defs": return []
    case "$ref":
      let name = (wanted as? String)?.split(separator: "/").last.map(String.init) ?? ""
      let found = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
      return found.map { faults(value, $0, path) } ?? ["\(path): no \(name)"]
    case "type":
      let types = wanted as? [String] ?? [wanted as? String ?? ""]
      return types.contains(Self.type(value)) ? [] : ["\(path): is \(Self.type(value))"]
    case "const": return "\(value)" == "\(wanted)" ? [] : ["\(path): not \(wanted)"]
    case "enum":
      return (wanted as? [String])?.contains("\(value)") == true
        ? [] : ["\(path): not of \(wanted)"]
    case "minLength": return (value as? String)?.isEmpty == true ? ["\(path): empty"] : []
    case "minItems": return (value as? [Any])?.isEmpty == true ? ["\(path): empty"] : []
    case "minProperties":
      return (value as? [String: Any])?.isEmpty == true ? ["\(path): empty"] : []
    case "pattern":
      let text = value as? String ?? ""
      let isFound = text.range(of: wanted as? String ?? "", options: .regularExpression) != nil
      return isFound ? [] : ["\(path): not \(wanted)"]
    case "required":
      let missing = (wanted as? [String] ?? []).filter { (value as? [String: Any])?[$0] == nil }
      return missing.map { "\(path): no \($0)" }
    case "properties", "additionalProperties": return members(value, keyword, wanted, schema, path)
    case "items":
      return (value as? [Any] ?? []).enumerated().flatMap {
        faults($1, wanted as? [String: Any] ?? [:], "\(path)[\($0)]")
      }
    case "not":
      return faults(value, wanted as? [String: Any] ?? [:], path).isEmpty ? ["\(path): not"] : []
    case "oneOf", "anyOf":
      let fitting = (wanted as? [[String: Any]] ?? []).count { faults(value, $0, path).isEmpty }
      return fitting == 1 || (keyword == "anyOf" && fitting > 0)
        ? [] : ["\(path): \(fitting) of \(keyword)"]
    default: return ["\(path): keyword \(keyword)"]
    }
  }

  private func members(
    _ value: Any, _ keyword: String, _ wanted: Any, _ schema: [String: Any], _ path: String
  ) -> [String] {
    let members = value as? [String: Any] ?? [:]
    let known = schema["properties"] as? [String: Any] ?? [:]
    if keyword == "properties" {
      return members.flatMap { key, member in
        (known[key] as? [String: Any]).map { faults(member, $0, "\(path).\(key)") } ?? []
      }
    }
    let others = members.filter { known[$0.key] == nil }
    guard let rest = wanted as? [String: Any] else { return others.keys.map { "\(path): \($0)" } }
    return others.flatMap { faults($0.value, rest, "\(path).\($0.key)") }
  }

  private static func type(_ value: Any) -> String {
    switch value {
    case is NSNull: "null"
    case is Int: "integer"
    case is [Any]: "array"
    case is [String: Any]: "object"
    default: "string"
    }
  }
}
