// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What system calls asked for, as far as it matters later: the messages of `sendmmsg` under way.
struct AskedCalls: Sendable {
  private var messages = AskedMessages()

  /// Threads whose messages are kept.
  var count: Int { messages.count }
  /// Lists that had to go while their call may have been under way.
  var dropped: UInt64 { messages.dropped }

  mutating func note(_ asked: AskedCall) {
    if asked.hook == .sysSendmmsg { messages.note(asked) }
  }

  /// All that the call of a destination asked for; nil where that is not known.
  func messages(of destination: Destination) -> [SocketAddress]? {
    guard case .many = destination.asked else { return nil }
    return messages.whole(destination.actor.thread)
  }

  mutating func forget(_ thread: UInt32) { messages.forget(thread) }
}
