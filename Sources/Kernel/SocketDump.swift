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
  /// The same, and those that are about to close.
  private static let connecting: UInt32 = states | 1 << 4 | 1 << 5 | 1 << 9 | 1 << 11
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

  /// The own side of the socket that the destination was seen on.
  func local(of destination: Destination) -> Endpoint? {
    let isUDP = destination.transport == .udp
    var found: Endpoint?
    for family in destination.endpoint.address.isIPv4 ? [AF_INET, AF_INET6] : [AF_INET6] {
      guard found == nil, ask(UInt8(family), isUDP ? .udp : .tcp, Self.connecting) else { continue }
      receive { message in
        guard let open = OpenSocket(message: message, transport: destination.transport),
          open.cookie == destination.cookie, open.endpoint == destination.endpoint
        else { return }
        found = open.local
      }
    }
    return found
  }

  /// TCP sockets that listen at one of these ports.
  func listening(at ports: Set<UInt16>) -> [ListeningSocket] {
    var found: [ListeningSocket] = []
    for family in [AF_INET, AF_INET6] {
      guard ask(UInt8(family), .tcp, Self.listening) else { continue }
      receive { message in
        guard let socket = ListeningSocket(message: message), ports.contains(socket.endpoint.port)
        else { return }
        found.append(socket)
      }
    }
    return found
  }

  /// struct nlmsghdr, struct inet_diag_req_v2.
  private func ask(_ family: UInt8, _ transport: TransportProtocol, _ states: UInt32) -> Bool {
    var request = [UInt8](repeating: 0, count: 72)
    request[0] = 72
    request[4] = UInt8(SOCK_DIAG_BY_FAMILY)
    request[6] = UInt8(NLM_F_REQUEST)
    request[7] = UInt8(NLM_F_DUMP >> 8)
    request[16] = family
    request[17] = UInt8(truncatingIfNeeded: transport.number)
    for byte in 0..<4 { request[20 + byte] = UInt8(truncatingIfNeeded: states >> (8 * byte)) }
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
