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
    case .finding(let finding): refuse(finding)
    case .naming, .closing, .directive, .request: break
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
    guard activity.stage == .open, facts.phase != .install, let endpoint = facts.target.endpoint,
      facts.allowance?.source != "resolvers", Self.bar(of: facts) == nil
    else { return }
    for name in facts.server.candidates {
      draft.note(server: name, package: facts.server.package)
      draft.note(
        server: name, endpoint: endpoint, transport: facts.target.transport,
        names: facts.target.names)
    }
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
      .configChanged:
      true
    case .unexpectedDestination, .unexpectedName, .addressWithoutName, .localDestination,
      .uploadOverBudget, .noExpectations:
      false
    }
  }
}
