// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// A netlink socket in one network namespace, by which its sockets are asked for (sock_diag(7)).
struct DiagnosisSocket: ~Copyable {
  /// Messages of one answer; a machine with more sockets has other troubles.
  private static let messageLimit = 4 << 20

  private let socket: FileDescriptor

  /// nil where the kernel refuses.
  init?(in namespace: borrowing FileDescriptor) {
    let raw = Int32(SOCK_RAW.rawValue)
    guard
      let socket = FileDescriptor(
        checking: egret_socket_in(namespace.number, AF_NETLINK, raw, NETLINK_SOCK_DIAG))
    else { return nil }
    var patience = timeval(tv_sec: 2, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(socket.number, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    self.socket = socket
  }

  /// Sends a request: `body` behind its `struct nlmsghdr`. False where the kernel did not take it.
  func ask(_ body: [UInt8], isDump: Bool) -> Bool {
    var head = [UInt8](repeating: 0, count: 16)
    head[0] = UInt8(16 + body.count)
    head[4] = UInt8(SOCK_DIAG_BY_FAMILY)
    head[6] = UInt8(NLM_F_REQUEST)
    if isDump { head[7] = UInt8(NLM_F_DUMP >> 8) }
    let request = head + body
    return unsafe send(socket.number, request, request.count, 0) == request.count
  }

  /// Hands over the body of each message of the answer to a dump.
  func receive(_ body: (ArraySlice<UInt8>) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var left = Self.messageLimit
    while left > 0, let count = take(&buffer) {
      guard NetlinkMessages.take(buffer[..<count], left: &left, body) else { return }
    }
  }

  /// Hands over the one message of the answer to a question for one socket.
  func receiveOne(_ body: (ArraySlice<UInt8>) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 4 << 10)
    var left = 1
    guard let count = take(&buffer) else { return }
    _ = NetlinkMessages.take(buffer[..<count], left: &left, body)
  }

  private func take(_ buffer: inout [UInt8]) -> Int? {
    while true {
      let count = unsafe recv(socket.number, &buffer, buffer.count, 0)
      if count < 0 && errno == EINTR { continue }
      return count > 0 ? count : nil
    }
  }
}
