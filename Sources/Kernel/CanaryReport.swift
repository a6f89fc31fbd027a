// SPDX-License-Identifier: Apache-2.0

/// What the canary proved: an outcome for every hook.
package struct CanaryReport: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    /// It told of an act of Egret's own.
    case reported
    /// It is attached, the act was done, and it told nothing.
    case silent
    /// It was attached, and somebody took it off.
    case detached
    /// It never was; in the kernel's words.
    case notAttached(String)
    /// Whether it works could not be told; why.
    case notTried(String)
  }

  package struct Entry: Hashable, Sendable {
    package var hook: KernelHook
    package var outcome: Outcome

    package init(hook: KernelHook, outcome: Outcome) {
      self.hook = hook
      self.outcome = outcome
    }
  }

  /// In the order of the hooks given.
  package private(set) var entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  /// Compares what was done with what was told. `ran` holds programs whose count of runs grew; nil
  /// where the kernel does not count. `hasGaps`: records were lost or are late, so silence says
  /// nothing.
  init(
    _ states: [HookState], flight: CanaryFlight, told: Set<String>, ran: Set<String>?, hasGaps: Bool
  ) {
    entries = states.map { state in
      let outcome: Outcome =
        switch state.outcome {
        case .missing(let why): .notAttached(why)
        case .detached: .detached
        case .attached:
          Self.outcome(state.hook, flight, told: told, ran: ran, hasGaps: hasGaps)
        }
      return Entry(hook: state.hook, outcome: outcome)
    }
  }

  package subscript(_ program: String) -> Outcome? {
    entries.first { $0.hook.program == program }?.outcome
  }

  /// Hooks that were to tell and did not.
  package var silent: [KernelHook] { entries.filter { $0.outcome == .silent }.map(\.hook) }

  /// A required hook is not there, or tells nothing.
  package var isBlind: Bool {
    entries.contains { entry in
      switch entry.outcome {
      case .reported, .notTried: false
      case .silent, .detached, .notAttached: entry.hook.isRequired
      }
    }
  }

  private static func outcome(
    _ hook: KernelHook, _ flight: CanaryFlight, told: Set<String>, ran: Set<String>?, hasGaps: Bool
  ) -> Outcome {
    if told.contains(hook.program) { return .reported }
    let acts = CanaryAct.allCases.filter { hook.proofs[$0] != nil }
    guard !acts.isEmpty else { return .notTried("no act of Egret's own would call it") }
    let flown = acts.filter(flight.flown.contains)
    guard !flown.isEmpty else {
      return .notTried(acts.compactMap { flight.grounded[$0] }.first ?? "it was not tried")
    }
    if flown.contains(where: { hook.proofs[$0] == .record }) {
      return hasGaps ? .notTried("too many records of others meanwhile") : .silent
    }
    guard let ran else { return .notTried("this kernel does not count the runs of programs") }
    return ran.contains(hook.program) ? .reported : .silent
  }
}
