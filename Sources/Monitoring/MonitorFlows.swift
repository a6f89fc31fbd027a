// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// How flows end, and hands in other processes.
extension Monitor {
  /// Only a flow that was a finding is told again: with its bytes and how it went.
  mutating func consume(_ flow: Flow) -> [Outcome] {
    guard var finding = openFindings.removeValue(forKey: flow.cookie),
      finding.target.endpoint == flow.endpoint
    else { return [] }
    finding.time = flow.time
    finding.bytesOut = flow.bytesOut
    finding.bytesIn = flow.bytesIn
    finding.result = flow.result
    finding.duration = flow.time.since(flow.began)
    return [.closing(finding)]
  }

  /// Remembers what the end of a socket will be told about.
  mutating func expectEnd(of finding: Finding) {
    guard finding.cookie != 0, openFindings.count < Self.mostOpenFindings else { return }
    openFindings[finding.cookie] = finding
  }

  private static let mostOpenFindings = 8192

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
