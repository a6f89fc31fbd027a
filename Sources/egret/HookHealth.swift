// SPDX-License-Identifier: Apache-2.0

import Alerts
import Kernel

/// Which hooks have fallen silent or were taken off: each change is reported once.
struct HookHealth {
  private var states: [String: Notice.HookState] = [:]

  /// Hooks that do not report now.
  var fallen: [String] { states.keys.sorted() }

  /// What is new since the last report.
  mutating func update(_ report: CanaryReport) -> [Notice] {
    report.entries.compactMap { update($0.hook.program, $0.outcome) }
  }

  /// Hooks that were taken off: what of that is new.
  mutating func fell(_ hooks: [KernelHook]) -> [Notice] {
    hooks.compactMap { turn($0.program, .detached) }
  }

  private mutating func update(_ program: String, _ outcome: CanaryReport.Outcome) -> Notice? {
    switch outcome {
    case .reported: return rise(program)
    case .silent: return turn(program, .silent)
    case .detached: return turn(program, .detached)
    // It was taken off, it is attached again, and nothing can show that it works.
    case .notTried: return states[program] == .detached ? rise(program) : nil
    case .notAttached: return nil  // from the start: reported there
    }
  }

  private mutating func rise(_ program: String) -> Notice? {
    states.removeValue(forKey: program).map { _ in .hook(program, .restored) }
  }

  private mutating func turn(_ program: String, _ state: Notice.HookState) -> Notice? {
    guard states[program] == nil else { return nil }
    states[program] = state
    return .hook(program, state)
  }
}
