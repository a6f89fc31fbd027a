// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// What an alert says of the program, the flow and the way on; an update and a flow do not repeat it.
extension AlertBody {
  /// What was read of the acting program, where this line says it.
  var facts: ProgramFacts? {
    guard activity == nil, !alert.isUpdate, !isAboutFile else { return nil }
    return finding.process.facts
  }

  /// The fact is a file, and no act.
  var isAboutFile: Bool { finding.rule == .configChanged || finding.rule == .configUnread }

  var community: CommunityID? {
    guard let local = finding.local, let remote = finding.target.endpoint else { return nil }
    return CommunityID(from: local, to: remote, finding.target.transport)
  }

  /// The line of a policy that would expect it, or else what to do; and what tells the whole story: a command
  /// that finds this line, wherever it was kept, by the finding's uid.
  mutating func remediation(to json: inout JSONWriter) {
    let text = PolicyLine(finding).map { "if it is meant: \($0.text)" } ?? finding.rule.remediation
    if !json.escaped(text, limit: limits.name, quotes: true) { note(.text) }
    json.raw("; see: egret explain LOG ")
    findingID.write(to: &json)
  }
}
