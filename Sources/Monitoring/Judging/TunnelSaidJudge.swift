// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies

/// What a process said inside a tunnel, against where the proxy was told that it leads. As on a connection
/// of its own, what it said can raise an alert, and makes nothing expected.
struct TunnelSaidJudge {
  let said: SaidName
  /// The name is only that of the front (Encrypted Client Hello).
  let isEncrypted: Bool
  /// What the proxy was told.
  let proxied: Proxied
  let act: Act

  var verdict: Verdict {
    var verdict = direct?.verdict ?? verdictOnName
    if !verdict.rules.isEmpty { verdict.reasons += ProxiedJudge(proxied, act).circumstances }
    return verdict
  }

  /// What the alert of a target that is not expected gains; nil where the target is, or is said again.
  var note: String? {
    if let direct {
      return (!direct.isGiven || isEncrypted) && !direct.isExpected ? direct.note : nil
    }
    return said.name == proxied.target.host || isExpected
      ? nil : "it said \(said.name) \(said.place), inside the tunnel: a claim"
  }

  /// Of a target that is an address: as if the tunnel were a connection to it.
  private var direct: SaidJudge? {
    proxied.destination.map {
      SaidJudge(said: said, isEncrypted: isEncrypted, destination: $0, act: act)
    }
  }

  private var verdictOnName: Verdict {
    var verdict = Verdict()
    let host = proxied.target.host
    guard said.name != host, isExpected else { return verdict }
    let rules = rules(under: said.name)
    if !isEncrypted, rules.contains(where: { $0 != .knownCollector }) {
      verdict.fire(
        .nameMismatch,
        because: "it said \(said.name) \(said.place), which is not among its expected endpoints")
      verdict.reasons.append("the tunnel that it said so in leads to \(proxied.place)")
    }
    if rules.contains(.knownCollector), let reason = Collectors.reason(for: said.name) {
      verdict.fire(.knownCollector, because: "it said \(said.name) \(said.place): \(reason)")
    }
    return verdict
  }

  private var isExpected: Bool { rules(under: proxied.target.host).isEmpty }

  /// What would fire if the proxy had been told the name.
  private func rules(under name: String) -> [Rule] {
    var target = proxied.target
    target.host = name
    return ProxiedJudge(Proxied(target, proxied.claim, by: proxied.proxy), act).verdict.settledRules
  }
}
