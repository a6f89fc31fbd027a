// SPDX-License-Identifier: Apache-2.0

package import Events

/// A TCP socket or a Unix socket that listens, as the kernel lists it.
package struct ListeningSocket: Hashable, Sendable {
  package var inode: UInt32
  /// Of a Unix socket it says nothing.
  package var endpoint: Endpoint
  /// Of a Unix socket, as it was bound: its path, or its abstract name behind an `@`.
  package var path = ""
  /// Of a Unix socket with a path: the file, by its number and the kernel's own of its file system.
  package var file: SocketFile?
}

extension ListeningSocket {
  /// Those that take what is sent to the address: bound to it, or else to every address. An IPv6 socket at
  /// every address takes IPv4 too.
  package static func fitting(
    _ sockets: [ListeningSocket], _ address: IPAddress
  ) -> [ListeningSocket] {
    let exact = sockets.filter { $0.endpoint.address == address }
    if !exact.isEmpty { return exact }
    let open = sockets.filter { $0.endpoint.address.scope == .unspecified }
    let family = open.filter { $0.endpoint.address.isIPv4 == address.isIPv4 }
    return family.isEmpty && address.isIPv4 ? open : family
  }

  /// `struct inet_diag_msg` (linux/inet_diag.h); nil where it is none.
  package init?(message: ArraySlice<UInt8>) {
    guard message.count >= 72, let family = message.first else { return nil }
    func bytes(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
      message.dropFirst(offset).prefix(count)
    }
    // AF_INET6 is 10; anything else that is asked for is AF_INET.
    guard let address = IPAddress(bytes: bytes(8, family == 10 ? 16 : 4)) else { return nil }
    let port = bytes(4, 2).reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
    inode = bytes(68, 4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    endpoint = Endpoint(address: address, port: port)
  }

  /// `struct unix_diag_msg` (linux/unix_diag.h) with its attributes; nil where it has no name.
  package init?(unix message: ArraySlice<UInt8>) {
    guard message.count >= 16, message.first == 1 else { return nil }
    inode = Self.word(message.dropFirst(4))
    endpoint = Endpoint(address: IPAddress(v4: 0), port: 0)
    for (kind, bytes) in NetlinkMessages.attributes(message.dropFirst(16)) {
      switch kind {
      case 0: path = Self.name(bytes)
      case 1 where bytes.count >= 8:
        file = SocketFile(inode: Self.word(bytes), device: Self.word(bytes.dropFirst(4)))
      default: continue
      }
    }
    if path.isEmpty { return nil }
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.first == 0 else {
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return "@" + String(decoding: bytes.dropFirst(), as: UTF8.self)
  }
}
