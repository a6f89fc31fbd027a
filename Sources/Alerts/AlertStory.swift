// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Monitoring

/// An alert in plain words, for a person who has to decide: what happened, why it is unexpected, what was at
/// stake, what to do, and the policy's line that would expect it.
///
/// The line may be anybody's: every text of it is shown without hidden characters, and no list or text is
/// longer than a person reads.
package struct AlertStory {
  let alert: ReportedAlert
  /// The last of its updates, where there are any.
  let latest: ReportedAlert?

  package init(_ alert: ReportedAlert, latest: ReportedAlert? = nil) {
    (self.alert, self.latest) = (alert, latest)
  }

  struct Section {
    let heading: String
    let lines: [String]
  }

  static let mostListed = 16
  private static let widest = 1_200

  /// Lines with their ends.
  package var text: String {
    var lines = [head]
    for section in sections where !section.lines.isEmpty {
      lines.append("")
      lines.append(section.heading)
      lines += section.lines.map { $0.isEmpty ? "" : "  \($0)" }
    }
    return lines.map { ShownText.escaped($0, limit: Self.widest) + "\n" }.joined()
  }

  /// nil for a rule that another version of Egret has.
  var rule: Rule? { Rule(rawValue: alert.rule) }
  var facts: ReportedFacts { alert.facts }

  private var head: String {
    let known = facts.suppressed.map { ", known to the policy \($0)" } ?? ""
    let machine = alert.machine.isEmpty ? "" : " on \(alert.machine)"
    return
      "\(alert.severity.isEmpty ? "alert" : alert.severity): \(alert.rule)\(known); \(alert.time)\(machine)"
  }

  private var sections: [Section] {
    [
      Section(heading: "What happened", lines: happened),
      Section(heading: "Why it is unexpected", lines: why),
      Section(heading: "What was at stake", lines: stake),
      Section(heading: "What its package says of itself", lines: documentation),
      Section(heading: "What to do", lines: advice),
      Section(heading: "The policy that would expect it", lines: policy),
    ]
  }

  // MARK: - What its package says

  private var documentation: [String] {
    let texts = facts.documented?.texts ?? []
    let documented =
      texts.isEmpty ? ["the alert does not say"] : texts.prefix(Self.mostListed).map { $0 }
    let version = facts.packageVersion.map { ["its version is \($0)"] } ?? []
    let changed = facts.packageChanged.map { ["it is not what it was: \($0)"] } ?? []
    return documented + version + changed
  }

  // MARK: - What to do

  private var advice: [String] {
    guard let rule else {
      return [
        "this version of Egret does not know the rule; `egret rules` of the one that wrote it does"
      ]
    }
    return [rule.remediation] + process
  }

  private var process: [String] {
    guard alert.process.isKnown, !isAboutFile else { return [] }
    return [
      "whether the process still runs, and since when: ps -o pid,lstart,args -p \(alert.process.pid)"
    ]
  }

  var isAboutFile: Bool { rule == .configChanged || rule == .configUnread }

  // MARK: - The policy

  private var policy: [String] {
    guard let line = PolicyPlace(alert).flatMap(PolicyLine.init) else {
      return ["no line would: it is told whatever the policy expects"]
    }
    let ask = line.explanation.map { ["", "what says so now: \($0)"] } ?? []
    return ["if it is meant, and only then:", ""] + line.lines + others(line) + ask
  }

  /// A server that the policy lists uses that list alone, so the first line of one has to bring the others along.
  private func others(_ line: PolicyLine) -> [String] {
    guard line.key == "expect" else { return [] }
    let source = facts.expectedSource ?? ""
    if Self.isPolicy(source) {
      return ["", "the policy has a list for this server at \(source): add it there"]
    }
    let expected = facts.expected ?? []
    if expected.isEmpty { return [] }
    return [
      "",
      "the policy has no list for this server yet; with one, nothing else counts: list what is expected now "
        + "(\(source)) as well: \(Self.list(expected))",
    ]
  }

  /// Other sources have no place in a file.
  static func isPolicy(_ source: String) -> Bool {
    source.last?.isNumber == true && source.contains(":")
  }

  /// As many as a person reads.
  static func list(_ texts: [String], most: Int = mostListed) -> String {
    let more = texts.count > most ? " and \(texts.count - most) more" : ""
    return texts.prefix(most).joined(separator: ", ") + more
  }
}
