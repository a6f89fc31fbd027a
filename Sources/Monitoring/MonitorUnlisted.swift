// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// Servers that run below a client and are in no configuration.
extension Monitor {
  /// Watches it as a server from now on, and tells it once per program and command line.
  mutating func beginUnlisted(_ exec: Exec) -> [Outcome]? {
    let ancestors = processes.ancestorExecs(of: exec, limit: 4)
    guard let recognition = UnlistedServer.recognise(exec, ancestors: ancestors) else { return nil }
    let outcomes = begin(exec, recognition, hasUnseenNames: exec.isOlderThanEgret)
    guard let instance = servers.instance(of: exec.actor.program), unlisted.note(exec) else {
      return outcomes
    }
    return outcomes + [.finding(unlistedFinding(exec, instance))]
  }

  private func unlistedFinding(_ exec: Exec, _ instance: ServerInstance) -> Finding {
    var verdict = Verdict()
    let client = instance.entry?.client ?? "a client"
    verdict.fire(
      .unlistedServer, because: "\(client) started it, and it looks like an MCP server")
    let target = FindingTarget(endpoint: nil, transport: TransportProtocol(number: 0))
    return finding(
      time: exec.time, actor: exec.actor, target: target, instance, verdict)
  }

  /// Entries changed: what was not listed may be now.
  mutating func recogniseUnlisted() {
    for instance in servers.instances.values where instance.recognition.isUnlisted {
      guard let found = recognise(instance.exec), !found.isManual else { continue }
      servers.update(instance.number) {
        $0.recognition = found
        $0.expectations = Self.expectations(for: found, in: policy)
      }
    }
  }
}
