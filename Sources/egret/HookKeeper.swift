// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Kernel

/// Sees to it that the hooks still do what they are there for.
///
/// A hook that fell is reported once, attached again once, and proven once more. One that stays down
/// is left alone until its state changes.
struct HookKeeper {
  /// What a proof brought.
  struct Proof {
    /// What others did meanwhile.
    var events: [Event]
    /// What changed since the last proof.
    var notices: [Notice]
  }

  private var health = HookHealth()
  /// Hooks to attach again.
  private var broken: [KernelHook] = []

  /// Hooks that do not report now.
  var fallen: [String] { health.fallen }

  /// Are they attached? Looks every second.
  mutating func look(at kernel: inout some HookedKernel & ~Copyable) -> [Notice] {
    let detached = kernel.detachedHooks()
    let notices = health.fell(detached)
    broken = notices.isEmpty ? [] : detached
    return notices
  }

  /// Do they report? Flies the canary.
  mutating func prove(_ kernel: inout some HookedKernel & ~Copyable) -> Proof {
    var events: [Event] = []
    let report = kernel.prove { events.append($0) }
    let notices = health.update(report)
    let fallen = Set(notices.compactMap(\.fallenHook))
    let detached = kernel.detachedHooks()
    broken = kernel.hooks.map(\.hook).filter { hook in
      fallen.contains(hook.program) || detached.contains(hook)
    }
    return Proof(events: events, notices: notices)
  }

  /// Attaches again what the last look or proof found broken. True if there was anything: then the
  /// hooks want to be proven.
  mutating func repair(_ kernel: inout some HookedKernel & ~Copyable) -> Bool {
    defer { broken = [] }
    for hook in broken { kernel.attachAgain(hook) }
    return !broken.isEmpty
  }
}

extension Notice {
  /// The hook that it says has fallen.
  fileprivate var fallenHook: String? {
    switch self {
    case .hook(let name, .silent), .hook(let name, .detached): name
    case .hook(_, .restored), .start, .stop, .heartbeat, .loss, .policyAccepted, .policyRefused:
      nil
    }
  }
}
