// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What system calls asked for, as far as it matters later: the messages of `sendmmsg` under way, and
/// the sockets over which a broker was reached.
struct AskedCalls: Sendable {
  private var messages = AskedMessages()
  /// Unix sockets over which a broker was reached, by inode.
  private var brokerSockets: Set<UInt32> = []

  private static let mostBrokerSockets = 4096

  /// Threads whose messages are kept.
  var count: Int { messages.count }
  /// Lists that had to go while their call may have been under way.
  var dropped: UInt64 { messages.dropped }

  mutating func note(_ asked: AskedCall) {
    if asked.hook == .sysSendmmsg { messages.note(asked) }
  }

  /// A broker's socket may be recorded twice: by the name that was given, and by the one it is bound
  /// to. False for the second.
  mutating func isNews(_ asked: AskedCall) -> Bool {
    guard asked.inode != 0 else { return true }
    if brokerSockets.count >= Self.mostBrokerSockets { brokerSockets.removeAll() }
    return brokerSockets.insert(asked.inode).inserted
  }

  /// All that the call of a destination asked for; nil where that is not known.
  func messages(of destination: Destination) -> [SocketAddress]? {
    guard case .many = destination.asked else { return nil }
    return messages.whole(destination.actor.thread)
  }

  mutating func forget(_ thread: UInt32) { messages.forget(thread) }
}
