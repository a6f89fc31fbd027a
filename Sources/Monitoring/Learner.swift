// SPDX-License-Identifier: Apache-2.0

package import Policies
internal import Servers

/// Turns what a monitor that tells every flow says into the draft of a policy.
package struct Learner: Sendable {
  package private(set) var draft = LearnedPolicy()

  package init() {}

  package mutating func take(_ outcome: Outcome) {
    switch outcome {
    case .activity(let activity): take(activity)
    case .finding(let finding): take(finding)
    case .amended(let finding): takeSocket(of: finding)
    case .closing, .directive, .request: break
    }
  }

  /// Servers that run: one that reaches nothing is in the draft too.
  package mutating func note(running monitor: Monitor) {
    for entry in monitor.runningEntries.flatMap(\.candidates) {
      draft.note(server: entry.name, package: nil)
    }
  }

  /// What an installation fetches is not what its server uses, and the machine's resolvers are
  /// always expected. Where several servers fit, each of them must be allowed to.
  private mutating func take(_ activity: NetworkActivity) {
    let facts = activity.facts
    guard activity.stage == .open, facts.phase != .install,
      facts.allowance?.source != "resolvers", Self.bar(of: facts) == nil
    else { return }
    for name in facts.server.candidates {
      draft.note(server: name, package: facts.server.package)
      note(facts, server: name)
    }
  }

  /// A proxy that counts needs no entry: what it was told does.
  private mutating func note(_ facts: Finding, server name: String) {
    let target = facts.target
    if let allowance = facts.allowance, allowance.isOfProxy {
      return draft.note(server: name, proxy: allowance.text, namedBy: allowance.source)
    }
    if let endpoint = target.endpoint {
      draft.note(
        server: name, endpoint: endpoint, transport: target.transport, names: target.names)
    } else if let host = target.hostname, let port = target.namedPort {
      draft.note(server: name, host: host, port: port)
    }
  }

  private mutating func take(_ finding: Finding) {
    if !takeSocket(of: finding) { refuse(finding) }
  }

  /// A Unix socket of a process that is neither a broker nor an agent: these hand over more than what is sent.
  /// What was only tried is not used.
  @discardableResult
  private mutating func takeSocket(of finding: Finding) -> Bool {
    guard finding.rules == [.localHandoff], finding.phase != .install,
      let local = finding.target.local, local.deputy == .process, local.isReached != false,
      let name = finding.target.unixPath
    else { return false }
    for server in finding.server.candidates { draft.note(server: server, socket: name) }
    return true
  }

  private mutating func refuse(_ finding: Finding) {
    guard let rule = Self.bar(of: finding) else { return }
    for name in finding.server.candidates {
      draft.refuse(
        server: name, what: rule.rawValue, because: finding.reasons.first ?? rule.title)
    }
  }

  /// The rule that keeps an act out of what is to be expected: nobody should be taught it.
  private static func bar(of finding: Finding) -> Rule? { finding.rules.first(where: isBar) }

  private static func isBar(_ rule: Rule) -> Bool {
    switch rule {
    case .unexpectedResolver, .nameMismatch, .dnsTunnel, .knownCollector, .metadataAccess,
      .installEgress, .destinationSwapped, .localHandoff, .inboundClient, .unlistedServer,
      .installerRun, .scan, .configChanged, .configUnread:
      true
    case .unexpectedDestination, .unexpectedName, .addressWithoutName, .localDestination,
      .uploadOverBudget, .noExpectations, .libraryHabit:
      false
    }
  }
}
