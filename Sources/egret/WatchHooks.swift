// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Kernel
import Logging

/// Whether the hooks still do what they are there for.
extension Watch {
  /// Every second: are they attached? With every heartbeat: do they report?
  mutating func checkHooks(at now: Instant) {
    let detached = session.detachedHooks()
    let new = health.fell(detached)
    for notice in new { tell(notice) }
    if !new.isEmpty { repair(detached) }
    guard clock.isProofDue(at: now) else { return }
    tellAndRepair(health.update(proveHooks()))
  }

  /// Flies the canary. What others did meanwhile is judged as ever.
  mutating func proveHooks() -> CanaryReport {
    var batch: [Event] = []
    let report = session.prove { batch.append($0) }
    for event in batch { consume(event) }
    events &+= UInt64(batch.count)
    return report
  }

  /// Tells what changed, and attaches again what fell.
  mutating func tellAndRepair(_ notices: [Notice]) {
    for notice in notices { tell(notice) }
    let fallen = Set(notices.compactMap(\.fallenHook))
    let detached = session.detachedHooks()
    repair(
      session.hooks.map(\.hook).filter { hook in
        fallen.contains(hook.program) || detached.contains(hook)
      })
  }

  private mutating func repair(_ hooks: [KernelHook]) {
    guard !hooks.isEmpty else { return }
    for hook in hooks { session.attachAgain(hook) }
    for notice in health.update(proveHooks()) { tell(notice) }
  }

  /// Hooks that this kernel does not have: Egret runs without them.
  func warnOfMissingHooks() {
    for state in session.hooks {
      guard case .missing(let why) = state.outcome else { continue }
      let lost = state.hook.lostWithout
      log.warning(
        "no hook \(state.hook.program), so unseen: \(lost)",
        metadata: ["since": "\(state.hook.since)", "why": "\(why)"])
    }
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
