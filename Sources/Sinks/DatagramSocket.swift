// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A datagram socket of a daemon on this machine, by its path.
struct DatagramSocket {
  /// The output, as a person names it.
  let name: String
  private let path: String
  private var descriptor: Int32

  init(name: String, path: String) throws(SinkError) {
    self.name = name
    self.path = path
    descriptor = try Self.connect(to: path)
  }

  func close() { Glibc.close(descriptor) }

  /// Sends one message. A daemon that was restarted is found again; for one that is away the message
  /// can wait.
  mutating func send(_ bytes: [UInt8]) -> SinkError? {
    guard let code = sendOnce(bytes) else { return nil }
    guard Self.isAway(code) else { return .cannotWrite(output: name, code: code) }
    guard let fresh = try? Self.connect(to: path) else { return .away(output: name, code: code) }
    Glibc.close(descriptor)
    descriptor = fresh
    guard let code = sendOnce(bytes) else { return nil }
    return Self.isAway(code)
      ? .away(output: name, code: code) : .cannotWrite(output: name, code: code)
  }

  private static func isAway(_ code: Int32) -> Bool {
    [ECONNREFUSED, ENOTCONN, ECONNRESET, EPIPE, EBADF].contains(code)
  }

  /// The error, or nil.
  private func sendOnce(_ bytes: [UInt8]) -> Int32? {
    while true {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return nil }
      if errno != EINTR { return errno }
    }
  }

  private static func connect(to path: String) throws(SinkError) -> Int32 {
    var address = try address(of: path)
    let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = Glibc.socket(AF_UNIX, type, 0)
    if descriptor < 0 { throw .cannotConnect(socket: path, code: errno) }
    let result = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if result == 0 { return descriptor }
    let code = errno
    Glibc.close(descriptor)
    throw .cannotConnect(socket: path, code: code)
  }

  private static func address(of path: String) throws(SinkError) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
      guard path.utf8.count < target.count else { return false }
      unsafe target.copyBytes(from: path.utf8)
      return true
    }
    if fits { return address }
    throw .socketPathTooLong(path: path)
  }
}
