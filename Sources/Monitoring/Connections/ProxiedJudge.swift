// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// What a proxy was told, against what the server is expected to reach: an address as an address that
/// is reached, a name as a name. Whether the proxy counts is for others to say.
struct ProxiedJudge {
  let proxied: Proxied
  let act: Act

  init(_ proxied: Proxied, _ act: Act) {
    self.proxied = proxied
    self.act = act
  }

  var verdict: Verdict {
    if proxied.isOfProxy { return verdictOnProxy }
    if let destination = proxied.destination { return ReachJudge(destination, act).verdict }
    var verdict = installationVerdict ?? serverVerdict
    if verdict.isExcusable, act.doer.role == .server, proxied.target.port == 443 {
      verdict.habit = act.habit(ofAny: [host])
    }
    verdict.addNewHost(act) { $0.namesExplicitly(host) && isExpected($0) }
    return verdict
  }

  /// Why nothing is to be reported of it.
  var allowance: Allowance? {
    if let destination = proxied.destination { return ReachJudge(destination, act).allowance }
    return [act.expectations, act.serverExpectations, act.registry, act.proxies].lazy
      .compactMap { Allowance(judge($0)) }.first
  }

  /// By what way it was told, and by whom the proxy is one.
  var circumstances: [String] {
    let proxy = proxied.proxy
    let way = proxied.target.way.words
    let standing =
      proxy.source.map { "\(proxy), a proxy (\($0))," }
      ?? "\(proxy), which nobody but the server named as a proxy,"
    let depth = proxied.claim.depth
    let behind = depth == 0 ? "" : ", behind \(depth == 1 ? "another proxy" : "\(depth) others")"
    return ["\(standing) was told so by \(way)\(behind)"]
  }

  private var place: String { proxied.place }
  private var host: String { proxied.target.host }

  private func judge(_ expectations: Expectations) -> Judgement {
    expectations.judge(name: host, port: proxied.target.port)
  }

  private func isExpected(_ expectations: Expectations) -> Bool {
    judge(expectations).isExpected
  }

  private var verdictOnProxy: Verdict {
    var verdict = Verdict()
    verdict.fire(
      .unexpectedDestination,
      because: "\(place) is the proxy's own machine, and not among its expected endpoints")
    return verdict
  }

  private var serverVerdict: Verdict {
    var verdict = Verdict()
    if !isExpected(act.serverExpectations), !isExpected(act.proxies) {
      fire(judge(act.serverExpectations), &verdict)
    }
    addCollector(to: &verdict)
    return verdict
  }

  private func fire(_ judgement: Judgement, _ verdict: inout Verdict) {
    if Self.metadataNames.contains(host) {
      return verdict.fire(.metadataAccess, because: "\(place) is a cloud metadata service")
    }
    switch judgement {
    case .expected: break
    case .noExpectations: verdict.fire(.noExpectations, because: ReachJudge.undescribed(place))
    case .unexpected where act.serverExpectations.isOnlyOfEntry:
      verdict.fire(.noExpectations, because: ReachJudge.isOnlyOfEntry)
    case .unexpected, .addressWithoutName, .metadata, .local:
      verdict.fire(
        .unexpectedDestination, because: "\(place) is not among its expected endpoints")
    }
  }

  /// Names that clouds' own resolvers answer for theirs.
  private static let metadataNames: Set<String> = [
    "metadata", "metadata.google.internal", "metadata.goog", "instance-data",
    "instance-data.ec2.internal",
  ]

  private func addCollector(to verdict: inout Verdict) {
    guard let reason = Collectors.reason(for: host), !act.serverExpectations.namesExplicitly(host)
    else { return }
    verdict.fire(.knownCollector, because: "\(host): \(reason)")
  }

  // MARK: Installing

  /// nil where it is to be judged as the server's.
  private var installationVerdict: Verdict? {
    switch act.doer.role {
    case .installScript: return egress("an install script reached \(place); it may reach nothing")
    case .launcher where act.doer.isInstaller:
      if isExpected(act.registry) || act.serverExpectations.namesExplicitly(host)
        || isExpected(act.proxies)
      {
        return Verdict()
      }
      return egress("\(place) is no registry of the installer")
    case .server where act.isDownloading: return isExpected(act.registry) ? Verdict() : nil
    case .launcher, .server: return nil
    }
  }

  private func egress(_ reason: String) -> Verdict {
    var verdict = Verdict()
    verdict.fire(.installEgress, because: reason)
    addCollector(to: &verdict)
    return verdict
  }
}
