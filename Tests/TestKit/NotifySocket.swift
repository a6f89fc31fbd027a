// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A service manager's socket, to hear what a service says.
package final class NotifySocket {
  private let descriptor: Int32
  private let path: String?

  /// A path, or an abstract name that begins with an @.
  package init(_ name: String) throws {
    path = name.hasPrefix("@") ? nil : name
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
    var bytes = [UInt8(AF_UNIX), 0] + Array(name.utf8)
    if path == nil { bytes[2] = 0 }
    let result = bytes.withUnsafeBytes { raw in
      bind(
        descriptor, raw.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit {
    close(descriptor)
    if let path { unlink(path) }
  }

  /// What was said since the last call.
  package func heard() -> [String] {
    var words: [String] = []
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = recv(descriptor, &bytes, bytes.count, 0)
      guard count > 0 else { return words }
      words.append(String(decoding: bytes.prefix(count), as: UTF8.self))
    }
  }
}
