// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Evidence of processes that are not known, because their forks and execs were lost in a full ring:
/// it waits until the process was looked up, or until the next tick. So a storm of forks does not
/// hide what comes after it.
struct UnidentifiedEvidence: Sendable {
  private var waiting: [ProcessID: [Event]] = [:]
  /// Events that were dropped because too much waited.
  private(set) var dropped: UInt64 = 0

  private static let mostProcesses = 256
  private static let mostEvents = 16

  var count: Int { waiting.count }

  /// Keeps the event. True for the first of a process: then it is to be looked up.
  mutating func keep(_ event: Event, of process: ProcessID) -> Bool {
    guard let events = waiting[process] else {
      guard waiting.count < Self.mostProcesses else {
        dropped &+= 1
        return false
      }
      waiting[process] = [event]
      return true
    }
    if events.count < Self.mostEvents {
      waiting[process]?.append(event)
    } else {
      dropped &+= 1
    }
    return false
  }

  /// What waited for the process, which is known now. Its place is kept, so that a process which
  /// finds no room in the tree is not looked up again and again.
  mutating func take(_ process: ProcessID) -> [Event] {
    guard !waiting.isEmpty, let events = waiting[process] else { return [] }
    waiting[process] = []
    return events
  }

  mutating func removeAll() { if !waiting.isEmpty { waiting.removeAll() } }
}
