// SPDX-License-Identifier: Apache-2.0

import Events

@testable import Kernel

/// The kernel side at work, and what it tells of one program and its descendants.
final class Capture {
  var session: KernelSession

  init() throws { session = try KernelSession() }

  struct Seen {
    let trigger: Trigger.Played
    /// Of the trigger and its descendants, in the order of the stream.
    let events: [Event]

    var execs: [Exec] { events.compactMap { if case .exec(let exec) = $0 { exec } else { nil } } }
    var asked: [AskedCall] {
      events.compactMap { if case .askedCall(let asked) = $0 { asked } else { nil } }
    }
    var names: [DNSPayload] {
      events.compactMap { if case .dnsPayload(let name) = $0 { name } else { nil } }
    }
    var segments: [StreamSegment] {
      events.compactMap { if case .streamSegment(let one) = $0 { one } else { nil } }
    }
    var destinations: [Destination] {
      events.compactMap { if case .destination(let one) = $0 { one } else { nil } }
    }
  }

  func watch(_ trigger: Trigger) throws -> Seen {
    drain { _ in }
    let played = try trigger.play()
    var all: [Event] = []
    drain { all.append($0) }
    return Seen(trigger: played, events: Self.family(of: played.pid, in: all))
  }

  /// What the canary proves; other processes' events go to `body`.
  func prove(_ body: (Event) -> Void = { _ in }) -> CanaryReport { session.prove(body) }

  /// The same, again and again while other programs of the machine are too loud to tell.
  func proveInPeace() -> CanaryReport {
    var report = prove()
    for _ in 0..<50 where report.silent.isEmpty { report = prove() }
    return report
  }

  func detachedHooks() -> [KernelHook] { session.detachedHooks() }
  func attachAgain(_ hook: KernelHook) -> Bool { session.attachAgain(hook) }
  var sightings: CanarySightings { session.sightings }
  var hooks: [HookState] { session.hooks }

  /// The number of a hook's link.
  func link(of program: String) -> UInt32? { session.attachments.linkNumber(of: program) }

  func drain(_ body: (Event) -> Void) {
    while session.drain(body) > 0 {}
  }

  static func family(of pid: UInt32, in events: [Event]) -> [Event] {
    var pids: Set<UInt32> = [pid]
    return events.filter { event in
      if case .fork(let fork) = event, pids.contains(fork.parent.process.pid) {
        pids.insert(fork.child.process.pid)
      }
      return actor(of: event).map { pids.contains($0.process.pid) } ?? false
    }
  }

  private static func actor(of event: Event) -> Actor? {
    switch event {
    case .fork(let fork): fork.parent
    case .exec(let exec): exec.actor
    case .exit(let exit): exit.actor
    case .askedCall(let asked): asked.actor
    case .destination(let destination): destination.actor
    case .dnsPayload(let message): message.owner
    case .streamSegment(let segment): segment.owner
    case .claim(let claim): claim.owner
    case .flowEnd(let flow): flow.owner
    case .meddling(let meddling): meddling.actor
    case .bound(let bound): bound.actor
    case .resolvers, .registries, .proxies, .programFacts, .container, .firstMessage, .localPeer,
      .flowProgress, .loss, .tick:
      nil
    }
  }
}
