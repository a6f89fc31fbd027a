// SPDX-License-Identifier: Apache-2.0

/// A sockaddr as the kernel or a process gave it.
package enum SocketAddress: Hashable, Sendable {
  /// No address was given.
  case none
  case ip(Endpoint)
  /// A file system path, or an abstract name, which begins with `@`. Control characters are kept.
  case unix(String)
  /// A family that has no IP address: AF_PACKET, AF_VSOCK, …
  case other(family: UInt16)
}
