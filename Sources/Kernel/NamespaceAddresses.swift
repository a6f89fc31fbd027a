// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// The addresses that a network namespace has (rtnetlink(7)).
package enum NamespaceAddresses {
  /// Of the namespace that a process is in: none where that is another than `netNamespace`, or the process is
  /// gone. Loopback's are left out: every namespace has them.
  package static func of(_ pid: UInt32, netNamespace: UInt32) -> [IPAddress] {
    guard
      let namespace = NetworkNamespace.open(of: pid, number: netNamespace),
      let socket = FileDescriptor(
        checking: egret_socket_in(
          namespace.number, AF_NETLINK, Int32(SOCK_RAW.rawValue), NETLINK_ROUTE))
    else { return [] }
    var found: [IPAddress] = []
    ask(socket) { message in
      guard let address = address(message), address.scope != .loopback, found.count < limit
      else { return }
      found.append(address)
    }
    return found
  }

  /// What is more is left out.
  private static let limit = 256
  private static let messageLimit = 4_096

  /// struct nlmsghdr, struct ifaddrmsg: the addresses of both families.
  private static func ask(
    _ socket: borrowing FileDescriptor, _ body: (ArraySlice<UInt8>) -> Void
  ) {
    var patience = timeval(tv_sec: 1, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(socket.number, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    var request = [UInt8](repeating: 0, count: 24)
    request[0] = 24
    request[4] = UInt8(RTM_GETADDR)
    request[6] = UInt8(NLM_F_REQUEST)
    request[7] = UInt8(NLM_F_DUMP >> 8)
    guard unsafe send(socket.number, request, request.count, 0) == request.count else { return }
    var buffer = [UInt8](repeating: 0, count: 32 << 10)
    var left = messageLimit
    while left > 0 {
      let count = unsafe recv(socket.number, &buffer, buffer.count, 0)
      if count < 0 && errno == EINTR { continue }
      guard count > 0, NetlinkMessages.take(buffer[..<count], left: &left, body) else { return }
    }
  }

  /// `struct ifaddrmsg` (linux/if_addr.h) and its attributes: IFA_LOCAL is the own end of a way from point to
  /// point, where IFA_ADDRESS is the other.
  package static func address(_ message: ArraySlice<UInt8>) -> IPAddress? {
    var found: IPAddress?
    for (kind, bytes) in NetlinkMessages.attributes(message.dropFirst(8)) {
      if kind == ifaLocal { return IPAddress(bytes: bytes) ?? found }
      if kind == ifaAddress { found = IPAddress(bytes: bytes) }
    }
    return found
  }

  private static let ifaAddress = 1
  private static let ifaLocal = 2
}
