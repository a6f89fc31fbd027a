// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel

/// Answers of sock_diag(7), and the records of inotify(7).
enum NetlinkTarget: Target {
  static let name = "netlink"
  static let about = "sock_diag answers and inotify records; what is found lies within the bytes"
  static let rounds: UInt64 = 12_000

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    var found: [OpenSocket] = []
    var left = 1_000
    _ = NetlinkMessages.take(input[...], left: &left) { message in
      if let socket = OpenSocket(message: message, transport: .tcp) { found.append(socket) }
    }
    try hold("messages lie within the bytes", found.count, found.count * 88 <= input.count)
    try hold("messages are bounded", left, left >= 0)
    for socket in found { try hold("a peer has a port", socket, socket.endpoint.port != 0) }
    let records = InotifyQueue.records(input[...])
    try hold("records lie within the bytes", records.count, records.count * 16 <= input.count)
    return !found.isEmpty || !records.isEmpty
  }
}
