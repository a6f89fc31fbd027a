// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel

/// A kernel side whose hooks can be looked at, proven and attached again.
protocol HookedKernel: ~Copyable {
  var hooks: [HookState] { get }

  /// Hooks that were taken off.
  mutating func detachedHooks() -> [KernelHook]
  /// True if the hook is attached now.
  @discardableResult mutating func attachAgain(_ hook: KernelHook) -> Bool
  /// Which hooks report. What others did meanwhile goes to `body`.
  mutating func prove(_ body: (Event) -> Void) -> CanaryReport
}

extension KernelSession: HookedKernel {}
