// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// Asks one network namespace for its connected sockets, and for those that listen.
struct SocketDump: ~Copyable {
  /// TCP_ESTABLISHED, TCP_SYN_SENT and TCP_CLOSE_WAIT: what can still send.
  private static let states: UInt32 = 1 << 1 | 1 << 2 | 1 << 8
  /// The same, and those that are about to close.
  private static let connecting: UInt32 = states | 1 << 4 | 1 << 5 | 1 << 9 | 1 << 11
  /// TCP_LISTEN.
  private static let listening: UInt32 = 1 << 10

  /// TCP_CLOSE: of UDP what is bound and has no peer.
  private static let unconnected: UInt32 = 1 << 7

  static let families = [UInt8(AF_INET), UInt8(AF_INET6)]

  private let socket: DiagnosisSocket

  /// nil where the kernel refuses.
  init?(in namespace: borrowing FileDescriptor) {
    guard let socket = DiagnosisSocket(in: namespace) else { return nil }
    self.socket = socket
  }

  /// Those with one of these inodes, in the order of their cookies.
  func connected(_ wanted: Set<UInt32>) -> [OpenSocket] {
    var found: [UInt32: OpenSocket] = [:]
    for family in [AF_INET, AF_INET6] {
      for transport in [TransportProtocol.tcp, .udp] {
        guard ask(UInt8(family), transport, Self.states) else { continue }
        socket.receive { message in
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
      socket.receive { message in
        guard let open = OpenSocket(message: message, transport: destination.transport),
          open.cookie == destination.cookie, open.endpoint == destination.endpoint
        else { return }
        found = open.local
      }
    }
    return found
  }

  /// TCP sockets that listen, at one of these ports; nil: at any.
  func listening(at ports: Set<UInt16>?) -> [ListeningSocket] { reachable(at: ports, .tcp) }

  /// Sockets that take what is sent to one of these ports: of TCP those that listen, of UDP those without a
  /// peer.
  func reachable(at ports: Set<UInt16>?, _ transport: TransportProtocol) -> [ListeningSocket] {
    let states = transport == .tcp ? Self.listening : Self.unconnected
    var found: [ListeningSocket] = []
    for family in [AF_INET, AF_INET6] {
      guard ask(UInt8(family), transport, states) else { continue }
      socket.receive { message in
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
    // struct unix_diag_req
    var request = [UInt8](repeating: 0, count: 24)
    request[0] = UInt8(AF_UNIX)
    Self.put(Self.listening, into: &request, at: 4)
    Self.put(1 | 2, into: &request, at: 12)
    guard socket.ask(request, isDump: true) else { return [] }
    socket.receive { message in
      if let socket = ListeningSocket(unix: message) { found.append(socket) }
    }
    return found
  }

  private static func put(_ word: UInt32, into request: inout [UInt8], at offset: Int) {
    for byte in 0..<4 { request[offset + byte] = UInt8(truncatingIfNeeded: word >> (8 * byte)) }
  }

  /// TCP connections, each with its `struct tcp_info` behind it.
  func askInfo(_ family: UInt8) -> Bool { ask(family, .tcp, Self.connecting, more: 1 << 1) }

  func receive(_ body: (ArraySlice<UInt8>) -> Void) { socket.receive(body) }

  /// struct inet_diag_req_v2.
  private func ask(
    _ family: UInt8, _ transport: TransportProtocol, _ states: UInt32, more: UInt8 = 0
  ) -> Bool {
    var request = [UInt8](repeating: 0, count: 56)
    request[0] = family
    request[1] = UInt8(truncatingIfNeeded: transport.number)
    request[2] = more
    Self.put(states, into: &request, at: 4)
    return socket.ask(request, isDump: true)
  }
}
