// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Whether the machine got or lost an address (rtnetlink(7)).
package struct AddressNews: ~Copyable {
  private let socket: FileDescriptor

  /// nil where the kernel refuses.
  package init?() {
    let kind = Int32(SOCK_RAW.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard
      let socket = FileDescriptor(checking: Glibc.socket(AF_NETLINK, kind, NETLINK_ROUTE))
    else { return nil }
    for group in Self.groups {
      var number = group
      let size = socklen_t(MemoryLayout<Int32>.size)
      guard
        unsafe setsockopt(socket.number, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &number, size) == 0
      else { return nil }
    }
    self.socket = socket
  }

  /// RTNLGRP_IPV4_IFADDR and RTNLGRP_IPV6_IFADDR (linux/rtnetlink.h).
  private static let groups: [Int32] = [5, 9]

  /// Since the last call. What was lost is news.
  package func come() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 8 << 10)
    var isNews = false
    for _ in 0..<64 {
      let count = unsafe recv(socket.number, &buffer, buffer.count, 0)
      if count < 0 && errno == EAGAIN { return isNews }
      isNews = true
    }
    return isNews
  }
}
