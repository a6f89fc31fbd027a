// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Kernel
import Logging
import Monitoring
import Names

/// What Egret says of itself: its lines, its losses, its hooks.
extension Watch {
  mutating func report(_ notice: Notice) { pipeline.report(notice, status()) }

  /// Each counter that grew is a line, and the monitor knows that evidence has gaps.
  mutating func reportLosses() {
    let status = status()
    for loss in pipeline.grownLosses(status) {
      pipeline.report(.loss(loss.stage, new: loss.new, total: loss.total), status)
      if loss.stage == .evidenceRing { takeFloor() }
      consume(.loss(Loss(time: status.time, stage: loss.stage, total: loss.total)))
    }
  }

  /// Destinations that found the ring full: without details, and none is missing.
  mutating func takeFloor() {
    for (destination, _) in session.takeFloor() { consume(.destination(destination)) }
  }

  /// What the kernel side and the loop know; the rest is filled in on the way.
  func status() -> Status {
    let states = session.hooks
    let losses = session.losses()
    var stages = losses.byStage
    stages[.flowTable, default: 0] &+= claims.dropped
    return Status(
      time: Self.now(), started: clock.started, events: events, losses: stages,
      programLosses: losses.byProgram,
      hooksAttached: states.count { $0.outcome == .attached },
      hooksRequired: states.count { $0.hook.isRequired }, hooksSilent: hooks.fallen,
      policy: policy.name, policyHash: policy.digest)
  }

  /// Errors that stop nothing.
  mutating func logFaults() {
    for fault in pipeline.takeFaults() { log.error("\(fault)") }
  }

  /// Every second: are the hooks attached? With every heartbeat: do they report?
  mutating func checkHooks(at now: Instant) {
    for notice in hooks.look(at: &session) { report(notice) }
    if hooks.repair(&session) { prove() }
    if clock.isProofDue(at: now) { proveAndRepair() }
  }

  mutating func proveAndRepair() {
    prove()
    if hooks.repair(&session) { prove() }
  }

  /// What others did meanwhile is judged as ever.
  mutating func prove() {
    let proof = hooks.prove(&session)
    if let fault = session.canaryFault { log.error("\(fault)") }
    for event in proof.events { consume(event) }
    events &+= UInt64(proof.events.count)
    for notice in proof.notices { report(notice) }
  }

  /// Hooks that this kernel does not have: Egret runs without them.
  func warnOfMissingHooks() {
    for state in session.hooks {
      guard case .missing(let why) = state.outcome else { continue }
      log.warning(
        "no hook \(state.hook.program), so unseen: \(state.hook.lostWithout)",
        metadata: ["since": "\(state.hook.since)", "why": "\(why)"])
    }
  }
}
