// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies

/// What proxies are told. One that counts is no destination: what it is told is. Any other stays what it
/// is, and what it is told can only make it worse.
extension Monitor {
  mutating func consume(
    _ target: ProxyTarget, of claim: Claim, by doer: Doer, into outcomes: inout [Outcome]
  ) {
    let peer = peer(Destination(claim, to: claim.peer), doer)
    // A whole URL is also how a host itself may be asked.
    if isItself(target, peer) { return }
    let proxy = FindingProxy(
      endpoint: claim.peer, hostname: peer.act.names.names.first, way: target.way,
      source: peer.proxyAllowance?.source)
    let proxied = Proxied(target, claim, by: proxy)
    let severity = peer.verdict.rules.map(\.severity).max()
    if target.opensTunnel, severity != .high { tunnels.open(proxied) }
    if severity != nil { flows.tell(proxied, into: &outcomes) }
    report(proxied, by: doer, worseThan: severity ?? .informational, into: &outcomes)
  }

  /// The connection to the other side, and what of it is expected.
  func peer(_ destination: Destination, _ doer: Doer) -> ReachJudge {
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
    let act = act(of: proxied, doer)
    let judge = ProxiedJudge(proxied, act)
    var verdict = judge.verdict
    remember(act, into: &outcomes)
    guard let worst = verdict.rules.map(\.severity).max() else {
      beginUpload(proxied, act)
      return tell(act, verdict, judge.allowance, into: &outcomes)
    }
    if worst <= severity { return }
    verdict.reasons += judge.circumstances
    let finding = asking.join(finding(act, verdict), of: doer.number)
    flows.beginProxied(finding, into: &outcomes)
    outcomes.append(.finding(finding))
  }

  /// What a proxy was told, with the names of an address.
  func act(of proxied: Proxied, _ doer: Doer) -> Act {
    var act = Act(.proxied(proxied), by: doer)
    act.package = packages[doer.number]
    if let destination = proxied.destination {
      act.names = known(for: destination, of: doer.number)
    }
    return act
  }

  private mutating func tell(
    _ act: Act, _ verdict: Verdict, _ allowance: Allowance?, into outcomes: inout [Outcome]
  ) {
    guard flows.reportsAll else { return }
    var finding = finding(act, verdict)
    finding.allowance = allowance
    flows.tell(finding, into: &outcomes)
  }

  // MARK: What cannot be read

  /// Something was said on a connection to a proxy. True where it is judged already: the Host of a request
  /// that is no whole URL, which some proxies follow too.
  mutating func hearProxy(_ claim: Claim, _ doer: Doer, into outcomes: inout [Outcome]) -> Bool {
    guard claim.depth == 0, proxies.contains(claim.cookie) else { return false }
    let isFirst = proxies.hear(claim.cookie)
    switch claim.said {
    case .proxy: return false
    case .hello:
      if isFirst { reportOpaque(claim, doer, into: &outcomes) }
      return false
    case .host(let name):
      let target = ProxyTarget(way: .host, host: name, port: 80)
      consume(target, of: claim, by: doer, into: &outcomes)
      return true
    }
  }

  /// TLS to a proxy: what it is told is inside.
  private mutating func reportOpaque(_ claim: Claim, _ doer: Doer, into outcomes: inout [Outcome]) {
    let peer = peer(Destination(claim, to: claim.peer), doer)
    report("the connection is TLS and opaque, so what it is told cannot be read", peer, &outcomes)
  }

  /// The connection ended, and nothing was understood of what the proxy was told.
  mutating func endProxy(_ flow: FlowEnd, into outcomes: inout [Outcome]) {
    tunnels.close(flow.cookie)
    guard proxies.end(flow.cookie), flow.bytesOut > 0, let doer = attribution.doer(of: flow.owner)
    else { return }
    let destination = Destination(
      time: flow.time, actor: flow.owner, owner: flow.owner, cookie: flow.cookie,
      endpoint: flow.endpoint, transport: flow.transport, hook: .release, via: .unknown,
      netNamespace: flow.netNamespace)
    report("nothing could be read of what it was told", peer(destination, doer), &outcomes)
  }

  private mutating func report(_ reason: String, _ peer: ReachJudge, _ outcomes: inout [Outcome]) {
    guard let proxy = peer.proxyAllowance else { return }
    var verdict = Verdict()
    verdict.fire(
      .addressWithoutName, because: "\(peer.place), a proxy (\(proxy.source)): \(reason)")
    outcomes.append(.finding(finding(peer.act, verdict)))
  }
}
