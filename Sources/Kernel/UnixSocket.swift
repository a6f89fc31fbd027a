// SPDX-License-Identifier: Apache-2.0

/// A Unix socket as the kernel lists it.
package struct UnixSocket: Hashable, Sendable {
  package var inode: UInt32
  package var isStream: Bool
  package var isListening: Bool
  package var isConnected: Bool
  /// The path or `@abstract` name that it is bound to; empty without one.
  package var name: String
  /// The inode of its other end; 0 without one, and where that was not accepted yet.
  package var peer: UInt32

  /// Whether others may connect or send to it by its name.
  package var isReachable: Bool { !name.isEmpty && (isListening || !isStream) }
  /// Since 5.15 a datagram socket counts as connected where others connected to it.
  package var hasOtherEnd: Bool { peer != 0 || isStream && isConnected }
}

extension UnixSocket {
  /// UNIX_DIAG_* (linux/unix_diag.h)
  private static let nameAttribute = 0
  private static let peerAttribute = 2
  /// TCP_ESTABLISHED and TCP_LISTEN, which name the states of these sockets too.
  private static let established: UInt8 = 1
  private static let listening: UInt8 = 10

  /// `struct unix_diag_msg` and its attributes; nil where it is none.
  package init?(message: ArraySlice<UInt8>) {
    let head = Array(message.prefix(16))
    guard head.count == 16, head[0] == 1 else { return nil }
    let state = head[2]
    self.init(
      inode: Self.word(head[4..<8]), isStream: head[1] != 2, isListening: state == Self.listening,
      isConnected: state == Self.established, name: "", peer: 0)
    for (kind, value) in NetlinkMessages.attributes(message.dropFirst(16)) {
      switch kind {
      case Self.nameAttribute: name = Self.name(value)
      case Self.peerAttribute: peer = Self.word(value)
      default: break
      }
    }
  }

  private static func word(_ bytes: some BidirectionalCollection<UInt8>) -> UInt32 {
    bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// As the decoder of records spells it: a path ends at its first 0, an abstract name begins with one.
  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    guard let first = bytes.first else { return "" }
    if first == 0 {
      return bytes.count > 1 ? "@" + String(decoding: bytes.dropFirst(), as: UTF8.self) : ""
    }
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return first == UInt8(ascii: "@") ? "./" + text : text
  }
}
