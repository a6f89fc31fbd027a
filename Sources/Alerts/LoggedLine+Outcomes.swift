// SPDX-License-Identifier: Apache-2.0

package import Events
package import Monitoring

/// What the line says as a monitor would: what is missing in it is unknown.
extension LoggedLine {
  /// A flow's beginning or end, which a run with `--all` reports.
  package var isFlow: Bool { code == "\(NetworkActivity.code)" }

  /// When it was written, by its id.
  package var time: Instant? {
    let digits = id.prefix(13).filter { $0 != "-" }
    guard digits.count == 12, let milliseconds = UInt64(digits, radix: 16) else { return nil }
    return Instant(nanoseconds: milliseconds &* 1_000_000)
  }

  /// Nil for a line that reports nothing new of a server.
  package var outcomes: [Outcome]? {
    guard let finding else { return nil }
    if isFlow {
      let stage: NetworkActivity.Stage = activity == "close" ? .close : .open
      return [.activity(NetworkActivity(stage: stage, facts: finding, began: finding.time))]
    }
    return activity == "create" ? [.finding(finding)] : nil
  }

  /// The flow that an alert is about, where flows have no lines of their own.
  package var impliedFlow: Outcome? {
    guard !isFlow, activity == "create", let finding, finding.target.unixPath == nil else {
      return nil
    }
    return .activity(NetworkActivity(stage: .open, facts: finding, began: finding.time))
  }

  /// Servers, and the endpoints that other sources than the policy expect of each, with those sources.
  package var servers: [String] { facts.candidates ?? [server] }
  package var expected: (endpoints: [String], source: String) {
    (facts.expected ?? [], facts.expectedSource ?? "")
  }

  /// Hosts of ordinary contacts, which have no alert each.
  package var contacts: [String] { facts.contacts?.first ?? [] }

  private var finding: Finding? {
    guard let time, !server.isEmpty, code.hasPrefix("egret.") else { return nil }
    let rules = (facts.rules ?? []).prefix(32).compactMap { Rule(rawValue: $0) }
    let known = FindingServer(
      name: server, package: facts.package ?? "", client: facts.client ?? "",
      config: facts.config ?? "", confidence: "", transport: "", candidates: servers)
    let acting = FindingProcess(
      id: ProcessID(pid: 0, start: Instant(nanoseconds: 0)), name: process, path: "", arguments: [],
      user: 0)
    var finding = Finding(
      time: time, rules: rules, reasons: facts.reasons ?? [], server: known, process: acting,
      target: target, phase: facts.phase.flatMap { Phase(rawValue: $0) } ?? .run, via: .unknown,
      hook: .connect4)
    finding.bytesOut = facts.bytesOut
    finding.bytesIn = facts.bytesIn
    if let text = facts.allowedBy, let source = facts.allowedSource {
      let isOfProxy = facts.proxy == nil && isProxy(text)
      finding.allowance = Allowance(text: text, source: source, isOfProxy: isOfProxy)
    }
    return finding
  }

  /// It is allowed, and by nothing that is expected: as a proxy.
  private func isProxy(_ text: String) -> Bool {
    isFlow && facts.allowedSource != "resolvers" && !(facts.expected ?? []).contains(text)
  }

  private var target: FindingTarget {
    let evidence = facts.nameEvidence.flatMap { NameEvidence(rawValue: $0) } ?? .none
    let host = facts.hostname.flatMap { $0.isEmpty ? nil : $0 }
    let isKnown = evidence == .dns || evidence == .machine || evidence == .proxy
    var target = FindingTarget(
      endpoint: endpoint, transport: Self.transport(transport), hostname: isKnown ? host : nil,
      evidence: evidence, names: isKnown ? facts.names ?? [host].compactMap { $0 } : [],
      unixPath: facts.unixPath)
    if endpoint == nil { target.namedPort = port }
    if facts.unixPath != nil, let deputy = facts.deputy.flatMap(LocalTarget.Deputy.init) {
      target.local = LocalTarget(deputy: deputy, isReached: facts.connected)
    }
    return target
  }

  private var endpoint: Endpoint? {
    guard let address = address.flatMap({ IPAddress($0) }) else { return nil }
    return Endpoint(address: address, port: port ?? 0)
  }

  private static func transport(_ name: String) -> TransportProtocol {
    let known: [TransportProtocol] = [.tcp, .udp, .icmp, .icmp6, .sctp, .udplite]
    return known.first { $0.name == name } ?? TransportProtocol(number: UInt16(name) ?? 0)
  }
}
