// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names
internal import Policies
internal import Servers

/// What a process of a server asked a resolver for, against what it is expected to use.
///
/// A name is expected where its host is, whatever the port: which one will be used is not known yet. A
/// server that nothing describes, or its entry alone, is asked about its endpoints, not about each name.
struct NameJudge {
  let query: NameQuery
  let act: Act

  init(_ query: NameQuery, _ act: Act) {
    self.query = query
    self.act = act
  }

  var verdict: Verdict {
    var verdict = Verdict()
    if !isExpected, !isUndescribed, !isHabit {
      verdict.fire(
        .unexpectedName, because: "it asked for \(asked), which it is not expected to use")
    }
    addCollector(to: &verdict)
    return verdict
  }

  /// Whether the server, or its installer, may use a host of one of the names.
  var isExpected: Bool {
    query.names.contains { allows($0) || isExpected(act.proxies, $0) }
  }

  /// Whether the policy names it, other than by `any`.
  var isNamed: Bool { query.names.contains { act.expectations.namesExplicitly($0) } }

  private var isUndescribed: Bool {
    if act.doer.role == .installScript || act.doer.isInstaller { return false }
    if act.serverExpectations.isOnlyOfEntry { return true }
    return query.names.contains { act.serverExpectations.judge(name: $0) == .noExpectations }
  }

  /// A library asks for it by itself; what is reached under it is reported.
  private var isHabit: Bool { act.doer.role == .server && act.habit(ofAny: query.names) != nil }

  private func allows(_ name: String) -> Bool {
    switch act.doer.role {
    case .installScript: false
    case .launcher where act.doer.isInstaller:
      isExpected(act.registry, name) || act.serverExpectations.namesExplicitly(name)
    case .launcher, .server:
      isExpected(act.serverExpectations, name)
        || act.isDownloading && isExpected(act.registry, name)
    }
  }

  private func isExpected(_ expectations: Expectations, _ name: String) -> Bool {
    expectations.judge(name: name).isExpected
  }

  private var asked: String {
    query.name == query.question.name ? query.name : "\(query.name) (as \(query.question.name))"
  }

  private func addCollector(to verdict: inout Verdict) {
    for name in query.names where !act.serverExpectations.namesExplicitly(name) {
      guard let reason = Collectors.reason(for: name) else { continue }
      verdict.fire(.knownCollector, because: "it asked for \(name): \(reason)")
      return
    }
  }
}
