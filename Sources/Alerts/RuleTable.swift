// SPDX-License-Identifier: Apache-2.0

import Monitoring

/// Every rule, for people, for programs and for the documents.
package struct RuleTable {
  package init() {}

  /// A block for each rule.
  package var text: String { Self.rules.map(Self.block).joined(separator: "\n") }

  private static func block(_ rule: Rule) -> String {
    let width = rules.map(\.rawValue.count).max() ?? 0
    let name = rule.rawValue + String(repeating: " ", count: width - rule.rawValue.count)
    let severity = "\(rule.severity)"
    let techniques =
      rule.techniques.isEmpty ? "no technique" : rule.techniques.joined(separator: ", ")
    let head = "\(name)  \(severity)" + String(repeating: " ", count: max(1, 10 - severity.count))
    return """
      \(head)\(techniques)
        fires when  \(firing(rule))
        do          \(rule.remediation)

      """
  }

  private static let rules = Rule.allCases

  private static func firing(_ rule: Rule) -> String {
    rule.meaning + (rule.isBuilt ? "" : " (not built yet)")
  }

  /// Markdown, as docs/alerts.md has it.
  package var markdown: String {
    let head = "| rule | severity | fires when | technique | what to do |\n|---|---|---|---|---|\n"
    return head + Self.rules.map(Self.row).joined()
  }

  private static func row(_ rule: Rule) -> String {
    let techniques = rule.techniques.isEmpty ? "none" : rule.techniques.joined(separator: ", ")
    return "| `\(rule.rawValue)` | \(rule.severity) | \(firing(rule)) | \(techniques) | "
      + "\(rule.remediation) |\n"
  }

  /// A list of objects.
  package var json: [UInt8] {
    var json = JSONWriter(capacity: 64 << 10)
    json.beginArray()
    for rule in Self.rules { Self.write(rule, to: &json) }
    json.endArray()
    json.byte(UInt8(ascii: "\n"))
    return json.written
  }

  private static func write(_ rule: Rule, to json: inout JSONWriter) {
    json.beginObject()
    text("id", "egret.\(rule.rawValue)", to: &json)
    text("rule", rule.rawValue, to: &json)
    text("title", rule.title, to: &json)
    text("severity", "\(rule.severity)", to: &json)
    json.fragment(rule.isBuilt ? #""fires":true"# : #""fires":false"#)
    text("meaning", rule.meaning, to: &json)
    text("remediation", rule.remediation, to: &json)
    json.key("techniques")
    json.beginArray()
    for technique in rule.techniques { _ = json.string(technique, limit: 64) }
    json.endArray()
    json.endObject()
  }

  private static func text(_ key: StaticString, _ value: String, to json: inout JSONWriter) {
    json.key(key)
    _ = json.string(value, limit: 1024)
  }
}
