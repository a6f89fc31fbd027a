// SPDX-License-Identifier: Apache-2.0

package import Events

/// A connected socket as the kernel lists it.
package struct OpenSocket: Hashable, Sendable {
  package var inode: UInt32
  /// The same that the kernel side's records have.
  package var cookie: UInt64
  package var endpoint: Endpoint
  package var transport: TransportProtocol
  /// Its own side; nil where it has no address.
  package var local: Endpoint?
  /// The socket's own.
  package var ownPort: UInt16
}

extension OpenSocket {
  /// Of `struct inet_diag_msg`; attributes follow it.
  package static let messageSize = 72

  /// `struct inet_diag_msg` (linux/inet_diag.h); nil where it is none, or has no peer.
  package init?(message: ArraySlice<UInt8>, transport: TransportProtocol) {
    guard message.count >= Self.messageSize, let family = message.first else { return nil }
    func bytes(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
      message.dropFirst(offset).prefix(count)
    }
    func word(_ offset: Int) -> UInt32 {
      bytes(offset, 4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    // AF_INET6 is 10; anything else that is asked for is AF_INET.
    guard let address = IPAddress(bytes: bytes(24, family == 10 ? 16 : 4)) else { return nil }
    let own = bytes(4, 2).reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
    if let address = IPAddress(bytes: bytes(8, family == 10 ? 16 : 4)), own != 0,
      address.scope != .unspecified
    {
      local = Endpoint(address: address, port: own)
    }
    let port = bytes(6, 2).reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
    if port == 0 { return nil }
    ownPort = bytes(4, 2).reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
    inode = word(68)
    cookie = UInt64(word(44)) | UInt64(word(48)) << 32
    endpoint = Endpoint(address: address, port: port)
    self.transport = transport
  }
}
