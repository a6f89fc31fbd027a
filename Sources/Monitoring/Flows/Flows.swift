// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Flows from their beginning to their end: which of them are news, and what the end of each is
/// reported with.
struct Flows: Sendable {
  private var open = OpenFlows()
  /// What proxies were told, where it is a finding.
  private var proxied = OpenFlows()
  private var older = OlderConnections()
  /// Every flow of a server is reported, expected or not.
  let reportsAll: Bool

  init(reportsAll: Bool) { self.reportsAll = reportsAll }

  /// Flows whose beginning had to go before their end.
  var dropped: UInt64 { open.dropped &+ proxied.dropped }

  /// Each connection is reported once: when it is found open or when it is seen, whichever is first.
  mutating func isNews(_ destination: Destination, of server: UInt32) -> Bool {
    if destination.isOlderThanEgret {
      // Made while Egret began: its connect was seen as well.
      let isSeen = open[destination.cookie]?.target.endpoint == destination.endpoint
      guard !isSeen, !older.holds(destination, of: server) else { return false }
      older.add(destination, of: server)
      return true
    }
    return !Self.isUse(destination.hook) || !older.holds(destination, of: server)
  }

  /// Something was sent on a socket, rather than a socket connected.
  private static func isUse(_ hook: Hook) -> Bool { hook == .egress || hook == .sendLength }

  /// Remembers what the end of the socket will be reported with; where every flow is reported,
  /// reports the beginning.
  mutating func begin(_ finding: Finding, into outcomes: inout [Outcome]) {
    open.add(finding)
    tell(finding, into: &outcomes)
  }

  /// The own side of the socket was looked up after its beginning was judged.
  mutating func note(local: Endpoint, of cookie: UInt64) {
    guard var finding = open[cookie] else { return }
    finding.local = local
    open.add(finding)
  }

  /// The same flow with another finding: its end will be reported with that.
  mutating func replace(_ finding: Finding) { open.add(finding) }

  /// A flow that was a finding gains the name that its process says, once: what was reported is reported
  /// again with it.
  mutating func name(
    _ claim: Claim, _ said: SaidName, because reason: String, into outcomes: inout [Outcome]
  ) {
    name(claim, said, because: reason, in: \.open, into: &outcomes)
  }

  /// Reports a flow's beginning, where every flow is reported.
  func tell(_ finding: Finding, into outcomes: inout [Outcome]) {
    guard reportsAll else { return }
    outcomes.append(
      .activity(NetworkActivity(stage: .open, facts: finding, began: finding.time)))
  }

  /// Remembers a finding that the end of the proxy's socket is reported with too.
  mutating func beginProxied(_ finding: Finding, into outcomes: inout [Outcome]) {
    proxied.add(finding)
    tell(finding, into: &outcomes)
  }

  /// The same of what a proxy was told, where that was a finding.
  mutating func nameProxied(
    _ claim: Claim, _ said: SaidName, because reason: String, into outcomes: inout [Outcome]
  ) {
    name(claim, said, because: reason, in: \.proxied, into: &outcomes)
  }

  private mutating func name(
    _ claim: Claim, _ said: SaidName, because reason: String,
    in table: WritableKeyPath<Flows, OpenFlows>, into outcomes: inout [Outcome]
  ) {
    amend(claim, in: table, into: &outcomes) { finding in
      guard finding.target.said == nil else { return false }
      finding.target.take(said)
      finding.reasons.insert(reason, at: min(1, finding.reasons.count))
      return true
    }
  }

  /// A flow that was a finding gains what its other side was told as a proxy, a few times: what was
  /// reported is reported again with it.
  mutating func tell(_ proxied: Proxied, into outcomes: inout [Outcome]) {
    let reason = proxied.telling
    amend(proxied.claim, in: \.open, into: &outcomes) { finding in
      guard finding.told < Self.mostTold, !finding.reasons.contains(reason) else { return false }
      finding.reasons.append(reason)
      finding.told += 1
      return true
    }
  }

  /// Changes the finding of the flow on which the claim was made, where it was reported.
  private mutating func amend(
    _ claim: Claim, in table: WritableKeyPath<Flows, OpenFlows>, into outcomes: inout [Outcome],
    by change: (inout Finding) -> Bool
  ) {
    guard var finding = self[keyPath: table][claim.cookie],
      (finding.proxy?.endpoint ?? finding.target.endpoint) == claim.peer, !finding.rules.isEmpty,
      change(&finding)
    else { return }
    self[keyPath: table].add(finding)
    finding.time = claim.time
    outcomes.append(.amended(finding))
  }

  private static let mostTold = 8

  /// A flow that was a finding is reported again: with its bytes and how it went. False where the
  /// beginning is not known.
  mutating func end(_ flow: FlowEnd, into outcomes: inout [Outcome]) -> Bool {
    if let told = proxied.remove(flow.cookie), told.proxy?.endpoint == flow.endpoint {
      outcomes.append(.closing(Self.closed(told, with: flow)))
    }
    guard let finding = open.remove(flow.cookie), finding.target.endpoint == flow.endpoint else {
      return false
    }
    close(finding, began: finding.time, with: flow, into: &outcomes)
    return true
  }

  /// Of a socket whose destination found the ring full, or whose beginning had to go from here: what
  /// its end alone says.
  func endUnannounced(_ finding: Finding, _ flow: FlowEnd, into outcomes: inout [Outcome]) {
    close(finding, began: flow.began, with: flow, into: &outcomes)
  }

  private func close(
    _ finding: Finding, began: Instant, with flow: FlowEnd, into outcomes: inout [Outcome]
  ) {
    let closed = Self.closed(finding, with: flow)
    if reportsAll {
      outcomes.append(.activity(NetworkActivity(stage: .close, facts: closed, began: began)))
    }
    if !closed.rules.isEmpty { outcomes.append(.closing(closed)) }
  }

  private static func closed(_ finding: Finding, with flow: FlowEnd) -> Finding {
    var closed = finding
    closed.time = flow.time
    closed.bytesOut = flow.bytesOut
    closed.bytesIn = flow.bytesIn
    closed.result = flow.result
    closed.duration = flow.time.since(flow.began)
    return closed
  }
}
