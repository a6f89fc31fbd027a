// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What the `sendmmsg` under way in each thread asked for, message by message.
///
/// A list is exact or not there: one with a message that was lost or could not be read proves
/// nothing. The thread that was noted first makes room, because the end of a thread is not recorded.
struct AskedMessages: Sendable {
  /// The kernel's side takes no more messages of a call: past them nothing is known.
  static let messageLimit = 64
  static let threadLimit = 4_096

  private var lists: [UInt32: [SocketAddress]] = [:]
  /// Threads in the order they were noted; some are gone.
  private var order: [UInt32] = []
  /// When each list began.
  private var times: [UInt32: Instant] = [:]
  /// Lists that had to go while their call may have been under way.
  private(set) var dropped: UInt64 = 0

  /// How long a call may take before its packets are seen.
  private static let callTime: UInt64 = 10_000_000_000

  var count: Int { lists.count }

  /// The next message of a thread's call; the first begins a call.
  mutating func note(_ asked: AskedCall) {
    guard case .read(let address) = asked.address else { return forget(asked.actor.thread) }
    if asked.index == 0 { begin(asked.actor.thread, at: asked.time) }
    guard let list = lists[asked.actor.thread], list.count == Int(asked.index),
      list.count < Self.messageLimit
    else { return forget(asked.actor.thread) }
    lists[asked.actor.thread]?.append(address)
  }

  mutating func forget(_ thread: UInt32) {
    lists[thread] = nil
    times[thread] = nil
  }

  /// Everything that was asked for; nil where that is not known.
  func whole(_ thread: UInt32) -> [SocketAddress]? {
    lists[thread].flatMap { $0.isEmpty || $0.count == Self.messageLimit ? nil : $0 }
  }

  private mutating func begin(_ thread: UInt32, at time: Instant) {
    times[thread] = time
    if lists.updateValue([], forKey: thread) != nil { return }
    order.append(thread)
    guard order.count > Self.threadLimit else { return }
    for old in order.prefix(Self.threadLimit / 4) { drop(old, at: time) }
    order.removeFirst(Self.threadLimit / 4)
  }

  private mutating func drop(_ thread: UInt32, at time: Instant) {
    if let began = times[thread], time.since(began) < Self.callTime { dropped &+= 1 }
    forget(thread)
  }
}
