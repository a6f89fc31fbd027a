// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The `suppress` list: what is told as information only, until a day.
extension PolicyReader {
  mutating func suppressions(_ node: YAMLNode) -> [Suppression] {
    (list(node, of: "`suppress`") ?? []).compactMap { suppression($0) }
  }

  private mutating func suppression(_ node: YAMLNode) -> Suppression? {
    let here = place(node)
    guard let fields = fields(node, of: "the suppression", known: PolicyKeys.suppression) else {
      return nil
    }
    for needed in ["reason", "until"] where fields[needed] == nil {
      error(here, "the suppression has no `\(needed)`; say why, and until which day")
    }
    guard let day = fields["until"].flatMap({ day($0.value) }),
      let reason = fields["reason"].flatMap({ reason($0.value) })
    else { return nil }
    let rules = fields["rule"].map { self.rules($0.value) } ?? []
    let server = fields["server"].flatMap { text($0.value, of: "`server`") }
    let endpoint = fields["endpoint"].flatMap { self.endpoint($0.value) }
    checkBreadth(here, fields.keys.filter { ["rule", "server", "endpoint"].contains($0) })
    return Suppression(
      rules: Set(rules), server: server, endpoint: endpoint, reason: reason, until: day, place: here
    )
  }

  private mutating func checkBreadth(_ place: Place, _ conditions: [String]) {
    if conditions.isEmpty {
      error(
        place,
        "the suppression has neither `rule`, `server` nor `endpoint`: it would hide every alert")
    } else if conditions.count == 1 {
      warning(
        place,
        "the suppression says only `\(conditions[0])`; say more, so that it hides no other alert")
    }
  }

  private mutating func day(_ node: YAMLNode) -> CalendarDay? {
    guard let text = text(node, of: "`until`") else { return nil }
    if let day = CalendarDay(text) { return day }
    error(
      place(node),
      "`until` is \(ShownText.quoted(text)); write the last day, YEAR-MONTH-DAY: 2027-03-31")
    return nil
  }

  private mutating func reason(_ node: YAMLNode) -> String? {
    guard let text = text(node, of: "`reason`") else { return nil }
    if !text.allSatisfy(\.isWhitespace) { return text }
    error(place(node), "`reason` is empty; say why")
    return nil
  }

  private mutating func rules(_ node: YAMLNode) -> [String] {
    guard case .sequence = node.content else { return rule(node).map { [$0] } ?? [] }
    return (list(node, of: "`rule`") ?? []).compactMap { rule($0) }
  }

  private mutating func rule(_ node: YAMLNode) -> String? {
    guard let text = text(node, of: "`rule`") else { return nil }
    if words.rules.isEmpty || words.rules.contains(text) { return text }
    let advice =
      Spelling.nearest(to: text, among: words.rules).map { "did you mean `\($0)`?" }
      ?? "docs/alerts.md lists them"
    error(place(node), "no rule is called \(ShownText.quoted(text)); \(advice)")
    return nil
  }

  private mutating func endpoint(_ node: YAMLNode) -> Expectation? {
    let here = place(node)
    guard let text = text(node, of: "`endpoint`"), let endpoint = parse(text, here) else {
      return nil
    }
    switch endpoint.target {
    case .none, .any:
      error(here, "`endpoint` is one host, address, range or socket, as in `expect`")
      return nil
    case .host, .network, .socket: return endpoint
    }
  }
}
