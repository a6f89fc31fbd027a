// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes

/// Evidence of processes that nobody knows, because their forks and execs were lost in a full ring:
/// a storm of forks must not hide what comes after it.
extension Monitor {
  /// Keeps the event until the process was looked up, which is asked for once. Nothing where no
  /// record was lost: then a stranger is a process that left long ago.
  mutating func suspend(_ event: Event, of actor: Actor) -> [Outcome] {
    guard actor.process.pid != 0, isStranger(actor) else { return [] }
    guard let events = strangers[actor.process] else {
      guard strangers.count < Self.mostStrangers else {
        droppedStrangers &+= 1
        return []
      }
      strangers[actor.process] = [event]
      return [.request(.identify(actor))]
    }
    if events.count < Self.mostEvents {
      strangers[actor.process] = events + [event]
    } else {
      droppedStrangers &+= 1
    }
    return []
  }

  /// Unknown because records were lost; or known, and the kernel says that its exec was missed.
  private func isStranger(_ actor: Actor) -> Bool {
    guard let node = processes[actor.process] else { return hasLostLifecycle }
    return actor.program == .unknown && node.exec?.isOlderThanEgret == false
  }

  /// The process is known now: what was seen of it is judged. Its place is kept, so that one which
  /// finds no room in the tree is not looked up again and again.
  mutating func resume(_ process: ProcessID) -> [Outcome] {
    guard let events = strangers.updateValue([], forKey: process) else {
      strangers[process] = nil
      return []
    }
    return events.flatMap { consume($0) }
  }

  private static let mostStrangers = 256
  private static let mostEvents = 16
}
