// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies

/// What proxies are told. One that counts is no destination: what it is told is. Any other stays what it
/// is, and what it is told can only make it worse.
extension Monitor {
  mutating func consume(
    _ target: ProxyTarget, of claim: Claim, into outcomes: inout [Outcome]
  ) {
    guard let doer = attribution.doer(of: claim.owner) else {
      return wait(.claim(claim), of: claim.owner, into: &outcomes)
    }
    _ = proxies.hear(claim.cookie)
    let peer = peer(Destination(claim, to: claim.peer), doer)
    // A whole URL is also how a host itself may be asked.
    if isItself(target, peer) { return }
    let proxy = FindingProxy(
      endpoint: claim.peer, hostname: peer.act.names.names.first, way: target.way,
      source: peer.proxyAllowance?.source)
    let proxied = Proxied(target, claim, by: proxy)
    let severity = peer.verdict.rules.map(\.severity).max()
    if severity != nil, let finding = flows.amend(claim.cookie, because: proxied.telling) {
      outcomes.append(.amended(finding))
    }
    report(proxied, by: doer, worseThan: severity ?? .informational, into: &outcomes)
  }

  /// The connection to the other side, and what of it is expected.
  private func peer(_ destination: Destination, _ doer: Doer) -> ReachJudge {
    var act = Act(.reached(destination), by: doer)
    act.names = known(for: destination, of: doer.number)
    return ReachJudge(destination, act)
  }

  private func isItself(_ target: ProxyTarget, _ peer: ReachJudge) -> Bool {
    let endpoint = peer.destination.endpoint
    guard target.port == endpoint.port else { return false }
    return NumericHost.address(target.host) == endpoint.address
      || peer.act.names.names.contains(target.host)
      || target.host == "localhost" && endpoint.address.scope == .loopback
  }

  /// What the target fires, where the connection itself did not fire what is as severe: that alert has
  /// what was told among its reasons.
  private mutating func report(
    _ proxied: Proxied, by doer: Doer, worseThan severity: Severity, into outcomes: inout [Outcome]
  ) {
    var act = Act(.proxied(proxied), by: doer)
    if let destination = proxied.destination {
      act.names = known(for: destination, of: doer.number)
    }
    let judge = ProxiedJudge(proxied, act)
    var verdict = judge.verdict
    guard let worst = verdict.rules.map(\.severity).max() else {
      return tell(act, verdict, judge.allowance, into: &outcomes)
    }
    if worst <= severity { return }
    verdict.reasons += judge.circumstances
    let finding = asking.join(finding(act, verdict), of: doer.number)
    flows.beginProxied(finding, into: &outcomes)
    outcomes.append(.finding(finding))
  }

  private func tell(
    _ act: Act, _ verdict: Verdict, _ allowance: Allowance?, into outcomes: inout [Outcome]
  ) {
    guard flows.reportsAll else { return }
    var finding = finding(act, verdict)
    finding.allowance = allowance
    flows.tell(finding, into: &outcomes)
  }

  // MARK: What cannot be read

  /// TLS to a proxy: what it is told is inside.
  mutating func consumeHello(_ claim: Claim, into outcomes: inout [Outcome]) {
    guard claim.depth == 0, proxies.hear(claim.cookie),
      let doer = attribution.doer(of: claim.owner)
    else { return }
    report(
      "the connection to the proxy is TLS, which is opaque: what it is told cannot be read",
      peer(Destination(claim, to: claim.peer), doer), into: &outcomes)
  }

  /// The connection ended, and nothing was understood of what the proxy was told.
  mutating func endProxy(_ flow: FlowEnd, into outcomes: inout [Outcome]) {
    guard proxies.end(flow.cookie), flow.bytesOut > 0, let doer = attribution.doer(of: flow.owner)
    else { return }
    let destination = Destination(
      time: flow.time, actor: flow.owner, owner: flow.owner, cookie: flow.cookie,
      endpoint: flow.endpoint, transport: flow.transport, hook: .release, via: .unknown,
      netNamespace: flow.netNamespace)
    report(
      "nothing could be read of what the proxy was told", peer(destination, doer), into: &outcomes)
  }

  private func report(_ reason: String, _ peer: ReachJudge, into outcomes: inout [Outcome]) {
    guard let proxy = peer.proxyAllowance else { return }
    var verdict = Verdict()
    verdict.fire(
      .addressWithoutName, because: "\(peer.place), a proxy by \(proxy.source): \(reason)")
    outcomes.append(.finding(finding(peer.act, verdict)))
  }
}
