// SPDX-License-Identifier: Apache-2.0

package import Events
package import Policies
internal import Servers

/// Turns what a monitor that tells every flow says into the draft of a policy.
package struct Learner: Sendable {
  package private(set) var draft: LearnedPolicy

  /// `began` is when watching began, where it is known.
  package init(began: Instant? = nil) { draft = LearnedPolicy(began: began) }

  package mutating func take(_ outcome: Outcome) {
    switch outcome {
    case .activity(let activity): take(activity)
    case .finding(let finding): take(finding)
    case .amended(let finding): takeSocket(of: finding)
    case .closing, .directive, .request: break
    }
  }

  /// Servers that run: one that reaches nothing is in the draft too, with what others than the policy
  /// expect of it.
  package mutating func note(running monitor: Monitor) {
    for running in monitor.runningBackgrounds {
      for name in running.names {
        draft.note(server: name, package: nil)
        draft.give(server: name, running.expectations.given)
        draft.doubt(server: name, running.unverified)
        draft.ask(server: name, running.asked)
      }
    }
  }

  /// What a line of the stream says that others than the policy expect of a server.
  package mutating func give(_ endpoints: [String], by source: String, to server: String) {
    let sources = source.split(separator: ",").map { $0.drop { $0 == " " } }
    guard !endpoints.isEmpty, !sources.isEmpty, sources.allSatisfy(Self.givers.contains) else {
      return
    }
    draft.give(
      server: server, endpoints.map { SourcedEndpoint(endpoint: $0, source: source) })
  }

  private static let givers: Set<Substring> = ["client configuration", "entry", "catalogue"]

  /// Hosts, with a port where it is not 443, that a line of the day lists.
  package mutating func take(contacts: [String], of server: String, at time: Instant) {
    for text in contacts.prefix(64) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let port = parts.count == 2 ? UInt16(parts[1]) : parts.count == 1 ? 443 : nil
      guard let host = parts.first, let port else { continue }
      let sighting = LearnedSighting(time: time, program: "", evidence: "dns")
      if let address = IPAddress(String(host)) {
        draft.note(
          server: server, endpoint: Endpoint(address: address, port: port), transport: .tcp,
          names: [], sighting)
      } else {
        draft.note(server: server, host: String(host), port: port, sighting)
      }
    }
  }

  /// What an installation fetches is not what its server uses, and the machine's resolvers are
  /// always expected. Where several servers fit, each of them must be allowed to.
  private mutating func take(_ activity: NetworkActivity) {
    let facts = activity.facts
    guard facts.phase != .install, facts.allowance?.source != "resolvers",
      Self.bar(of: facts) == nil
    else { return }
    for name in facts.server.candidates {
      switch activity.stage {
      case .open:
        draft.note(server: name, package: facts.server.package)
        note(facts, server: name)
      case .close: close(facts, server: name)
      }
    }
  }

  /// A proxy that counts needs no entry: what it was told does.
  private mutating func note(_ facts: Finding, server name: String) {
    let target = facts.target
    if let allowance = facts.allowance, allowance.isOfProxy {
      return draft.note(server: name, proxy: allowance.text, namedBy: allowance.source)
    }
    let names = Self.ownNames(of: target)
    let sighting = LearnedSighting(
      time: facts.time, program: facts.process.name,
      evidence: names.isEmpty && target.endpoint != nil ? "none" : target.evidence.rawValue)
    if let endpoint = target.endpoint {
      draft.note(
        server: name, endpoint: endpoint, transport: target.transport, names: names, sighting)
    } else if let host = target.hostname, let port = target.namedPort {
      draft.note(server: name, host: host, port: port, sighting)
    }
  }

  private mutating func close(_ facts: Finding, server name: String) {
    guard let endpoint = facts.target.endpoint else { return }
    draft.close(
      server: name, endpoint: endpoint, transport: facts.target.transport,
      names: Self.ownNames(of: facts.target), bytesOut: facts.bytesOut ?? 0,
      bytesIn: facts.bytesIn ?? 0)
  }

  /// The name under which the server itself asked for the address. What a resolver of the machine was
  /// told may be another server's name: it counts where it is the only one.
  private static func ownNames(of target: FindingTarget) -> [String] {
    switch target.evidence {
    case .dns: target.names
    case .machine: target.names.count == 1 ? target.names : []
    case .proxy, .sni, .quic, .http, .none: []
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
    let sighting = LearnedSighting(
      time: finding.time, program: finding.process.name, evidence: "socket")
    for server in finding.server.candidates { draft.note(server: server, socket: name, sighting) }
    return true
  }

  /// With the host, so that a reviewer sees what was reached.
  private mutating func refuse(_ finding: Finding) {
    guard let rule = Self.bar(of: finding) else { return }
    let reason = "\(rule.rawValue): \(finding.reasons.first ?? rule.title)"
    for name in finding.server.candidates {
      draft.refuse(server: name, what: Self.shown(finding.target), because: reason)
    }
  }

  private static func shown(_ target: FindingTarget) -> String {
    let host = target.hostname ?? target.said?.name
    let port = target.endpoint?.port ?? target.namedPort ?? 443
    if let host { return port == 443 || port == 0 ? host : "\(host):\(port)" }
    return target.endpoint.map { "\($0)" } ?? target.unixPath.map { "unix:\($0)" } ?? "(nothing)"
  }

  /// The rule that keeps an act out of what is to be expected: nobody should be taught it.
  private static func bar(of finding: Finding) -> Rule? { finding.rules.first(where: isBar) }

  private static func isBar(_ rule: Rule) -> Bool {
    switch rule {
    case .unexpectedResolver, .nameMismatch, .dnsTunnel, .knownCollector, .metadataAccess,
      .installEgress, .destinationSwapped, .localHandoff, .inboundClient, .unlistedServer,
      .installerRun, .packageChanged, .scan, .configChanged, .configUnread:
      true
    case .unexpectedDestination, .unexpectedName, .addressWithoutName, .localDestination,
      .uploadOverBudget, .noExpectations, .libraryHabit, .newVersionHost:
      false
    }
  }
}
