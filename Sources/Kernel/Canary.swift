// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// A harmless connection of Egret's own, on loopback, that the hooks should report.
package enum Canary {
  /// Connects to the discard port, where nobody need listen.
  package static func fly() {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard let socket = FileDescriptor(checking: socket) else { return }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(9).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = unsafe connect(socket.number, generic, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
