// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies

/// Budgets: what is sent to an expected endpoint is counted while its connection is open, and at its end.
extension Monitor {
  /// An expected connection, which the server opened.
  mutating func beginUpload(_ judge: ReachJudge) {
    let destination = judge.destination
    guard !destination.isInbound, destination.cookie != 0,
      let limit = judge.act.expectations.uploadLimit(judge.question)
    else { return }
    uploads.begin(finding(judge.act, Verdict()), to: destination.endpoint, limit)
  }

  /// What a proxy was told is expected: the connection to the proxy carries it.
  mutating func beginUpload(_ proxied: Proxied, _ act: Act) {
    let expectations = act.expectations
    guard proxied.claim.cookie != 0, expectations.hasBudgets else { return }
    let limit =
      if let destination = proxied.destination {
        expectations.uploadLimit(ReachJudge(destination, act).question)
      } else {
        expectations.uploadLimit(name: proxied.target.host, port: proxied.target.port)
      }
    if let limit { uploads.begin(finding(act, Verdict()), to: proxied.claim.peer, limit) }
  }

  /// Asks what is under way.
  func countUploads(into outcomes: inout [Outcome]) {
    let open = uploads.open
    if !open.isEmpty { outcomes.append(.request(.countBytes(open))) }
  }

  mutating func consume(_ progress: FlowProgress, into outcomes: inout [Outcome]) {
    guard
      let finding = uploads.count(
        progress.cookie, to: progress.endpoint, bytesOut: progress.bytesOut, at: progress.time)
    else { return }
    outcomes.append(.finding(finding))
    flows.replace(finding)
  }

  mutating func endUpload(_ flow: FlowEnd, into outcomes: inout [Outcome]) {
    let finding = uploads.count(
      flow.cookie, to: flow.endpoint, bytesOut: flow.bytesOut, at: flow.time)
    uploads.end(flow.cookie)
    guard let finding else { return }
    outcomes.append(.finding(finding))
    flows.replace(finding)
  }
}
