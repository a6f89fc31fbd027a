// SPDX-License-Identifier: Apache-2.0

/// What became of a hook on this machine.
package struct HookState: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case attached
    /// The kernel has no such hook, or refused the program; in the kernel's words.
    case missing(String)
    /// It was attached, and is not any more.
    case detached
  }

  package var hook: KernelHook
  package var outcome: Outcome

  package init(hook: KernelHook, outcome: Outcome) {
    self.hook = hook
    self.outcome = outcome
  }
}
