// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Monitoring

/// What looking things up for findings may cost in a second: a flood of findings has less evidence, and is no later.
struct EvidenceBudget {
  var sockets = 16
  var patience = Duration.milliseconds(150)
  /// For one finding.
  static let longest = Duration.milliseconds(50)
}

/// What is looked up only for what is a finding: the socket's own side, and files that are still being read.
///
/// A replay finds both in the record, before the event and in it, and so makes the same lines.
extension EventPipeline {
  mutating func addEvidence(to event: inout Event) {
    for index in outcomes.indices {
      if case .request(.findPeer) = outcomes[index] { addLocal(to: &event) }
      guard case .finding(var finding) = outcomes[index],
        finding.time == event.time || event.isPeer
      else { continue }
      addFacts(to: &finding)
      addLocal(to: &finding, &event)
      outcomes[index] = .finding(finding)
    }
  }

  /// A server's first acts may come before its package was read: they wait for it a moment, as findings do for
  /// digests.
  mutating func awaitPackage(
    of program: ProgramID, at time: Instant, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    guard answers.isReadingPackage(of: program), evidence.patience > .zero else { return }
    let start = ContinuousClock.now
    let read = answers.readPrograms(
      waitingFor: program, atMost: min(EvidenceBudget.longest, evidence.patience))
    evidence.patience -= start.duration(to: .now)
    for var facts in read {
      facts.time = time
      consume(.programFacts(facts), &kernel)
    }
  }

  private mutating func addFacts(to finding: inout Finding) {
    guard let known = finding.process.facts, !known.isWhole, evidence.patience > .zero else {
      return
    }
    let start = ContinuousClock.now
    let read = answers.readPrograms(
      waitingFor: known.program, atMost: min(EvidenceBudget.longest, evidence.patience))
    evidence.patience -= start.duration(to: .now)
    for var facts in read {
      // Known when the event was judged.
      facts.time = finding.time
      // What a package leads to would come behind this finding, and in a replay before it.
      if facts.package != nil || facts.history != nil { late.append(facts) }
      (facts.package, facts.history) = (nil, nil)
      reporter.record(.programFacts(facts))
      var none: [Outcome] = []
      monitor.consume(.programFacts(facts), into: &none)
      if facts.program == known.program { finding.process.facts = facts }
    }
  }

  /// Of a finding that waits for who listens at the other end.
  private mutating func addLocal(to event: inout Event) {
    guard case .destination(var destination) = event, destination.local == nil,
      evidence.sockets > 0
    else { return }
    evidence.sockets -= 1
    guard let local = SocketDiagnosis.local(of: destination) else { return }
    destination.local = local
    event = .destination(destination)
    monitor.note(local: local, of: destination.cookie)
  }

  private mutating func addLocal(to finding: inout Finding, _ event: inout Event) {
    guard case .destination(var destination) = event, destination.cookie == finding.cookie,
      finding.local == nil, evidence.sockets > 0
    else { return }
    evidence.sockets -= 1
    guard let local = SocketDiagnosis.local(of: destination) else { return }
    destination.local = local
    event = .destination(destination)
    finding.local = local
    monitor.note(local: local, of: destination.cookie)
  }
}

extension Event {
  /// The answer for which a finding waited.
  fileprivate var isPeer: Bool { if case .localPeer = self { true } else { false } }
}
