// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Events
internal import Servers

/// A finding of a change of a client's list of servers.
extension Finding {
  /// `writer` is nil where it is not known who wrote the file.
  init(_ change: ConfigurationChange, by writer: Lineage?) {
    self.init(
      time: change.time, rules: [.configChanged],
      reasons: change.reasons(writer: writer?.process),
      server: FindingServer(listed: change.change.entry),
      process: writer?.process ?? .unknown(owner: change.owner),
      parent: writer?.ancestors.first, ancestry: Array(writer?.ancestors.dropFirst() ?? []),
      target: FindingTarget(endpoint: nil, transport: .local), phase: .run, via: .unknown,
      hook: .files, credentials: CredentialName.suspicious(change.change.entry.environment))
  }
}

extension FindingProcess {
  /// Who is not known has the pid 0.
  static func unknown(owner: UInt32?) -> FindingProcess {
    FindingProcess(
      id: ProcessID(pid: 0, start: Instant(nanoseconds: 0)), name: "", path: "", arguments: [],
      user: owner ?? 0)
  }
}

extension ConfigurationChange {
  fileprivate func reasons(writer: FindingProcess?) -> [String] {
    var reasons = change.reasons
    if let owner { reasons.append("the file belongs to user \(owner)") }
    if change.kind == .exposed { return reasons }
    if let writer {
      let name = writer.name.isEmpty ? "a process" : "`\(ShownText.escaped(writer.name))`"
      reasons.append("\(name) of user \(writer.user) wrote it")
    } else {
      reasons.append("who wrote it is not known")
    }
    if isWorldWritable { reasons.append("anyone on this machine may change the file") }
    return reasons
  }
}

extension FindingServer {
  /// As its client's list has it, whether or not it runs.
  fileprivate init(listed entry: ServerEntry) {
    let command = EntryWarning.line(entry.command)
    let program = command.first?.split(separator: "/").last.map { String($0) }
    self.init(
      name: entry.name, package: Launch.package(of: command)?.description ?? program ?? "",
      client: entry.client, config: entry.file, confidence: Confidence.high.rawValue,
      transport: entry.command.isEmpty ? "http" : "stdio", candidates: [entry.name],
      line: entry.line)
  }
}

extension ServerEntry {
  /// Empty for a remote server.
  fileprivate var command: [String] {
    guard case .stdio(let command) = transport else { return [] }
    return command
  }
}
