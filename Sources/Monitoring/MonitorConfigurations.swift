// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Events
internal import Processes
internal import Servers

/// Changes of the clients' lists of servers.
extension Monitor {
  /// What to report of it: always something. It changes nothing here; see `replace`.
  package func consume(_ change: ConfigurationChange) -> [Outcome] {
    let writer = change.writer.map(writer)
    let above = writer.map { processes.ancestors(of: $0.id).map(Self.process) } ?? []
    return [
      .finding(
        Finding(
          time: change.time, rules: [.configChanged], reasons: Self.reasons(change, writer),
          server: Self.server(change.change.entry),
          process: writer ?? Self.nobody(change.owner), parent: above.first,
          ancestry: Array(above.dropFirst()),
          target: FindingTarget(endpoint: nil, transport: TransportProtocol(number: 0)),
          phase: .run, via: .unknown, hook: .files,
          credentials: CredentialName.suspicious(change.change.entry.environment)))
    ]
  }

  private func writer(_ pid: UInt32) -> FindingProcess {
    if let node = processes.node(pid: pid) { return Self.process(node) }
    return process(ProcessID(pid: pid, start: Instant(nanoseconds: 0)))
  }

  private static func nobody(_ owner: UInt32?) -> FindingProcess {
    FindingProcess(
      id: ProcessID(pid: 0, start: Instant(nanoseconds: 0)), name: "", path: "", arguments: [],
      user: owner ?? 0)
  }

  private static func reasons(_ change: ConfigurationChange, _ writer: FindingProcess?) -> [String]
  {
    var reasons = change.change.reasons
    if let owner = change.owner { reasons.append("the file belongs to user \(owner)") }
    if change.change.kind == .exposed { return reasons }
    if let writer {
      let name = writer.name.isEmpty ? "a process" : "`\(ShownText.escaped(writer.name))`"
      reasons.append("\(name) of user \(writer.user) wrote it")
    } else {
      reasons.append("who wrote it is not known")
    }
    if change.isWorldWritable {
      reasons.append("anyone on this machine may change the file")
    }
    return reasons
  }

  private static func server(_ entry: ServerEntry) -> FindingServer {
    let command = EntryWarning.line(entry.command)
    let program = command.first?.split(separator: "/").last.map { String($0) }
    return FindingServer(
      name: entry.name, package: Launch.package(of: command)?.description ?? program ?? "",
      client: entry.client, config: entry.file, confidence: Confidence.high.rawValue,
      transport: entry.command.isEmpty ? "http" : "stdio", candidates: [entry.name])
  }
}

extension ServerEntry {
  /// Empty for a remote server.
  fileprivate var command: [String] {
    guard case .stdio(let command) = transport else { return [] }
    return command
  }
}
