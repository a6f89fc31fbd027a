// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel

/// What of Egret works on a machine.
struct Diagnosis: Hashable, Sendable {
  struct HookLine: Hashable, Sendable {
    var hook: KernelHook
    var outcome: SupportFact.Outcome
    /// The kernel's word, or the canary's.
    var detail: String
  }

  /// `5.10.0-30-amd64`.
  var kernel: String
  var architecture: String
  var facts: [SupportFact]
  var hooks: [HookLine]
  /// Programs that lost records while doctor looked.
  var losses: [ProgramLoss] = []
  /// A required hook is missing or reports nothing.
  var isBlind: Bool

  static func ofThisMachine() -> Diagnosis {
    let machine = MachineFacts()
    let facts = Support.facts()
    do {
      var session = try KernelSession(isTolerant: true)
      let report = session.prove { _ in }
      var diagnosis = Diagnosis(machine, facts, report)
      diagnosis.losses = session.losses().byProgram
      return diagnosis
    } catch { return Diagnosis(machine, facts, failure: "\(error)") }
  }

  init(_ machine: MachineFacts, _ facts: [SupportFact], _ report: CanaryReport) {
    kernel = machine.kernelRelease
    architecture = machine.architecture
    self.facts = facts
    hooks = report.entries.map(Self.line)
    isBlind = report.isBlind
  }

  /// Nothing could be loaded at all.
  init(_ machine: MachineFacts, _ facts: [SupportFact], failure: String) {
    kernel = machine.kernelRelease
    architecture = machine.architecture
    self.facts = facts
    hooks = KernelHook.ofThisMachine.map { HookLine(hook: $0, outcome: .no, detail: failure) }
    isBlind = true
  }

  private static func line(_ entry: CanaryReport.Entry) -> HookLine {
    let (outcome, detail): (SupportFact.Outcome, String) =
      switch entry.outcome {
      case .reported: (.yes, "")
      case .silent: (.no, "it is attached and told nothing of Egret's own act")
      case .detached: (.no, "somebody took it off while doctor looked")
      case .notAttached(let why): (.no, why)
      case .notTried(let why): (.unknown, why)
      }
    return HookLine(hook: entry.hook, outcome: outcome, detail: detail)
  }
}
