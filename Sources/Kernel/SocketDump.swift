// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// Asks one network namespace for its connected sockets, and for those that listen.
struct SocketDump: ~Copyable {
  /// Messages of one answer; a machine with more sockets has other troubles.
  private static let messageLimit = 4 << 20
  /// TCP_ESTABLISHED, TCP_SYN_SENT and TCP_CLOSE_WAIT: what can still send.
  private static let states: UInt32 = 1 << 1 | 1 << 2 | 1 << 8
  /// TCP_LISTEN.
  private static let listening: UInt32 = 1 << 10

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

  /// Those with one of these inodes, in the order of their cookies.
  func connected(_ wanted: Set<UInt32>) -> [OpenSocket] {
    var found: [UInt32: OpenSocket] = [:]
    for family in [AF_INET, AF_INET6] {
      for transport in [TransportProtocol.tcp, .udp] {
        guard ask(UInt8(family), transport, Self.states) else { continue }
        receive { message in
          guard let open = OpenSocket(message: message, transport: transport),
            wanted.contains(open.inode)
          else { return }
          found[open.inode] = open
        }
      }
    }
    return found.values.sorted { ($0.cookie, $0.inode) < ($1.cookie, $1.inode) }
  }

  /// TCP sockets that listen, at one of these ports; nil: at any.
  func listening(at ports: Set<UInt16>?) -> [ListeningSocket] {
    var found: [ListeningSocket] = []
    for family in [AF_INET, AF_INET6] {
      guard ask(UInt8(family), .tcp, Self.listening) else { continue }
      receive { message in
        guard let socket = ListeningSocket(message: message),
          ports?.contains(socket.endpoint.port) ?? true
        else { return }
        found.append(socket)
      }
    }
    return found
  }

  /// Unix sockets that listen.
  func listeningUnix() -> [ListeningSocket] {
    var found: [ListeningSocket] = []
    // UDIAG_SHOW_NAME and UDIAG_SHOW_VFS (linux/unix_diag.h)
    var request = Self.head(40, UInt8(AF_UNIX))
    Self.put(Self.listening, into: &request, at: 20)
    Self.put(1 | 2, into: &request, at: 28)
    guard unsafe send(socket.number, request, request.count, 0) == request.count else { return [] }
    receive { message in
      if let socket = ListeningSocket(unix: message) { found.append(socket) }
    }
    return found
  }

  /// struct nlmsghdr, and the family.
  private static func head(_ size: Int, _ family: UInt8) -> [UInt8] {
    var request = [UInt8](repeating: 0, count: size)
    request[0] = UInt8(size)
    request[4] = UInt8(SOCK_DIAG_BY_FAMILY)
    request[6] = UInt8(NLM_F_REQUEST)
    request[7] = UInt8(NLM_F_DUMP >> 8)
    request[16] = family
    return request
  }

  private static func put(_ word: UInt32, into request: inout [UInt8], at offset: Int) {
    for byte in 0..<4 { request[offset + byte] = UInt8(truncatingIfNeeded: word >> (8 * byte)) }
  }

  /// struct nlmsghdr, struct inet_diag_req_v2.
  private func ask(_ family: UInt8, _ transport: TransportProtocol, _ states: UInt32) -> Bool {
    var request = Self.head(72, family)
    request[17] = UInt8(truncatingIfNeeded: transport.number)
    Self.put(states, into: &request, at: 20)
    return unsafe send(socket.number, request, request.count, 0) == request.count
  }

  /// Hands over the body of each message of the answer.
  private func receive(_ body: (ArraySlice<UInt8>) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var left = Self.messageLimit
    while left > 0 {
      let count = unsafe recv(socket.number, &buffer, buffer.count, 0)
      if count < 0 && errno == EINTR { continue }
      guard count > 0, NetlinkMessages.take(buffer[..<count], left: &left, body) else { return }
    }
  }
}
