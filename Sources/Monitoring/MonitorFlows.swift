// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Processes
internal import Servers

/// How flows end, and hands in other processes.
extension Monitor {
  /// A flow that was a finding is told again: with its bytes and how it went.
  mutating func consume(_ flow: FlowEnd) -> [Outcome] {
    guard var finding = openFlows.remove(flow.cookie), finding.target.endpoint == flow.endpoint
    else { return tellsAll ? unannounced(flow) : [] }
    let began = finding.time
    Self.end(&finding, flow)
    return
      (tellsAll ? [.activity(NetworkActivity(stage: .close, facts: finding, began: began))] : [])
      + (finding.rules.isEmpty ? [] : [.closing(finding)])
  }

  private static func end(_ finding: inout Finding, _ flow: FlowEnd) {
    finding.time = flow.time
    finding.bytesOut = flow.bytesOut
    finding.bytesIn = flow.bytesIn
    finding.result = flow.result
    finding.duration = flow.time.since(flow.began)
  }

  /// Of a socket whose destination found the ring full, or whose beginning had to go from here: what
  /// its end alone says.
  private func unannounced(_ flow: FlowEnd) -> [Outcome] {
    guard let instance = instance(of: flow.owner) else { return [] }
    let destination = Destination(
      time: flow.began, actor: flow.owner, owner: flow.owner, cookie: flow.cookie,
      endpoint: flow.endpoint, transport: flow.transport, hook: .release, via: .unknown,
      netNamespace: flow.netNamespace)
    let known = knownNames(for: destination, instance)
    var finding = finding(destination, flow.owner, instance, known, Verdict())
    Self.end(&finding, flow)
    return [.activity(NetworkActivity(stage: .close, facts: finding, began: flow.began))]
  }

  /// Remembers what the end of the socket will be told about; where everything is told, tells the
  /// beginning.
  mutating func opening(of finding: Finding) -> [Outcome] {
    openFlows.add(finding)
    guard tellsAll else { return [] }
    return [.activity(NetworkActivity(stage: .open, facts: finding, began: finding.time))]
  }

  /// Why nothing is to be told of it.
  func allowance(
    _ destination: Destination, _ actor: Actor, _ known: KnownNames, _ instance: ServerInstance
  ) -> Allowance? {
    let question = question(destination, known, instance)
    for each in [expectations(of: actor, instance), instance.expectations, instance.registry] {
      if case .expected(by: let text, let source) = each.judge(question) {
        return Allowance(text: text, source: source)
      }
    }
    guard isOwnResolver(destination, instance) else { return nil }
    return Allowance(text: "\(destination.endpoint)", source: "resolvers")
  }

  mutating func consume(_ meddling: Meddling) -> [Outcome] {
    guard let instance = instance(of: meddling.actor) else { return [] }
    // A process may look into its own children: a debugger or a sandbox of the server's own.
    if let target = processes.node(pid: meddling.target),
      servers.instance(of: target.program)?.number == instance.number
    {
      return []
    }
    var verdict = Verdict()
    verdict.fire(.localHandoff, because: Self.text(meddling))
    return [.finding(finding(meddling, instance, verdict))]
  }

  private static func text(_ meddling: Meddling) -> String {
    let target = meddling.target == 0 ? "another process" : "process \(meddling.target)"
    return switch meddling.call {
    case .ptrace: "it took control of \(target) with ptrace"
    case .getDescriptor: "it took a descriptor from \(target) with pidfd_getfd"
    case .writeMemory: "it wrote into the memory of \(target) with process_vm_writev"
    case .writeMemoryFile: "it wrote into the memory of \(target) through its file in /proc"
    }
  }
}
