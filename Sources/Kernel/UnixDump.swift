// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Asks one network namespace for its Unix sockets.
struct UnixDump: ~Copyable {
  /// UDIAG_SHOW_NAME, UDIAG_SHOW_PEER (linux/unix_diag.h)
  private static let shown: UInt8 = 1 | 4

  private let socket: DiagnosisSocket

  /// nil where the kernel refuses.
  init?(in namespace: borrowing FileDescriptor) {
    guard let socket = DiagnosisSocket(in: namespace) else { return nil }
    self.socket = socket
  }

  /// The socket with this inode; nil where none of this namespace has it.
  func socket(_ inode: UInt32) -> UnixSocket? {
    var found: UnixSocket?
    if inode == 0 || !socket.ask(Self.request(inode), isDump: false) { return nil }
    socket.receiveOne { found = UnixSocket(message: $0) }
    return found?.inode == inode ? found : nil
  }

  /// Those that others may reach by this name; nil where the kernel does not say.
  func reachable(by name: String) -> [UnixSocket]? {
    guard socket.ask(Self.request(0), isDump: true) else { return nil }
    var found: [UnixSocket] = []
    var count = 0
    socket.receive { message in
      count += 1
      guard let socket = UnixSocket(message: message), socket.isReachable, socket.name == name
      else { return }
      found.append(socket)
    }
    // This machine has some, if only the service manager's.
    return count > 0 ? found : nil
  }

  /// `struct unix_diag_req`: every state, no cookie.
  private static func request(_ inode: UInt32) -> [UInt8] {
    var request = [UInt8](repeating: 0, count: 24)
    request[0] = UInt8(AF_UNIX)
    for byte in 4..<8 { request[byte] = 0xff }
    for byte in 0..<4 { request[8 + byte] = UInt8(truncatingIfNeeded: inode >> (8 * byte)) }
    request[12] = shown
    for byte in 16..<24 { request[byte] = 0xff }
    return request
  }
}
