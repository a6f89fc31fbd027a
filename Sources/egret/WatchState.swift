// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Kernel
import Logging
import Monitoring
import Sinks

/// What the run says of itself.
extension Watch {
  mutating func tell(_ notice: Notice) {
    recorder?.record(.line)
    write([stream.tell(notice, status())])
  }

  /// The log of events ended early; the run goes on without it.
  mutating func tellRecorderFault() {
    if let fault = recorder?.takeFault() { log.error("\(fault)") }
  }

  func status() -> Status {
    let hooks = session.hooks
    let queued = writer.queued
    return Status(
      time: Instant(nanoseconds: Clock.boottime()), started: clock.started, events: events,
      losses: losses(), programLosses: session.programLosses(),
      queuedLines: queued.lines, queuedBytes: queued.bytes,
      hooksAttached: hooks.count { $0.outcome == .attached },
      hooksRequired: hooks.count { $0.hook.isRequired },
      hooksSilent: health.fallen, serversWatched: monitor.runningServers,
      policy: rules.name, policyHash: rules.hash)
  }

  private func losses() -> [Loss.Stage: UInt64] {
    var losses = session.losses()
    losses.merge(monitor.losses) { $0 &+ $1 }
    losses[.flowTable, default: 0] &+= stream.forgottenClosings
    losses[.output] = writer.lost
    return losses
  }

  /// Each counter that grew is a line, and the monitor knows that evidence has gaps.
  mutating func reportLosses() {
    let now = Instant(nanoseconds: Clock.boottime())
    for (stage, total) in losses().sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let new = total &- (told[stage] ?? 0)
      guard new > 0 else { continue }
      told[stage] = total
      tell(.loss(stage, new: new, total: total))
      if stage == .evidenceRing { takeFloor() }
      consume(.loss(Loss(time: now, stage: stage, total: total)))
    }
  }

  /// SIGHUP: the policy and the clients' configurations again. A broken policy changes nothing.
  mutating func reload() {
    writer.reopen()
    do {
      let fresh = try RuleBook(
        policy: options.policy, homes: options.home, clients: clients, unread: mounts.unread())
      rules = fresh
      recorder?.record(fresh.entries)
      for outcome in monitor.replace(policy: fresh.policy, recognisers: fresh.recognisers) {
        handle(outcome)
      }
      tell(.policyAccepted)
      log.info(
        "read again", metadata: ["policy": "\(fresh.name)", "servers": "\(fresh.entryCount)"])
    } catch {
      tell(.policyRefused("\(error)"))
      log.error("the policy in force stays: \(error)")
    }
  }
}
