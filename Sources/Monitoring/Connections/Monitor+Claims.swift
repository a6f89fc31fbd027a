// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What processes say on connections of where they want to go.
extension Monitor {
  mutating func consume(_ claim: Claim, into outcomes: inout [Outcome]) {
    guard let doer = attribution.doer(of: claim.owner) else {
      return wait(.claim(claim), of: claim.owner, into: &outcomes)
    }
    if hearProxy(claim, doer, into: &outcomes) { return }
    switch claim.said {
    case .hello(let name?, let isEncrypted):
      let evidence: NameEvidence = claim.transport == .udp ? .quic : .sni
      judge(
        SaidName(name: name, evidence: evidence), isEncrypted: isEncrypted, claim, doer, &outcomes)
    case .host(let name):
      judge(SaidName(name: name, evidence: .http), isEncrypted: false, claim, doer, &outcomes)
    case .hello(name: nil, _): break
    case .proxy(let target): consume(target, of: claim, by: doer, into: &outcomes)
    }
  }

  /// Names of loopback addresses name nothing, and a proxy that counts may be called as it likes.
  private mutating func judge(
    _ said: SaidName, isEncrypted: Bool, _ claim: Claim, _ doer: Doer, _ outcomes: inout [Outcome]
  ) {
    if claim.depth > 0 {
      return judgeInside(said, isEncrypted: isEncrypted, claim, doer, &outcomes)
    }
    guard claim.peer.address.scope != .loopback else { return }
    let peer = peer(Destination(claim, to: claim.peer), doer)
    guard peer.proxyAllowance == nil else { return }
    let judge = SaidJudge(
      said: said, isEncrypted: isEncrypted, destination: peer.destination, act: peer.act)
    let verdict = judge.verdict
    if !verdict.rules.isEmpty {
      var act = peer.act
      act.names = act.names.showing(judge.expectedNames)
      report(verdict, said, act, into: &outcomes)
    } else if !judge.isGiven || isEncrypted, !judge.isExpected {
      flows.name(claim, said, because: judge.note, into: &outcomes)
    }
  }

  private mutating func report(
    _ verdict: Verdict, _ said: SaidName, _ act: Act, into outcomes: inout [Outcome]
  ) {
    var finding = finding(act, verdict)
    finding.target.take(said)
    let joined = asking.join(finding, of: act.doer.number, said: said.name)
    flows.replace(joined)
    outcomes.append(.finding(joined))
  }

  // MARK: Inside a tunnel

  /// What is said there is for the host that the proxy was told, and compared with that.
  private mutating func judgeInside(
    _ said: SaidName, isEncrypted: Bool, _ claim: Claim, _ doer: Doer, _ outcomes: inout [Outcome]
  ) {
    guard let tunnel = tunnels[claim.cookie], tunnel.claim.peer == claim.peer else { return }
    let act = act(of: tunnel.said(at: claim.time), doer)
    let judge = TunnelSaidJudge(
      said: said, isEncrypted: isEncrypted, proxied: tunnel, act: act)
    let verdict = judge.verdict
    if verdict.rules.isEmpty {
      if let note = judge.note { flows.nameProxied(claim, said, because: note, into: &outcomes) }
      return
    }
    var finding = finding(act, verdict)
    finding.target.take(said)
    let joined = asking.join(finding, of: doer.number, said: said.name)
    flows.beginProxied(joined, into: &outcomes)
    outcomes.append(.finding(joined))
  }
}
