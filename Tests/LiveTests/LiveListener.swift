// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit

/// A TCP port on loopback that takes connections and says nothing.
final class LiveListener {
  private let socket: Int32
  let port: UInt16

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(socket, generic, size) != 0 || listen(socket, 16) != 0
          || getsockname(socket, generic, &size) != 0
      }
    }
    guard !failed else { throw RunningEgret.Late(description: "no port on loopback") }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(socket) }
}
