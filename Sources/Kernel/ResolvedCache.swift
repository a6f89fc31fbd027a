// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// systemd-resolved's cache, by its varlink socket (`io.systemd.Resolve.Monitor.DumpCache`, since 254).
package enum ResolvedCache {
  package static let path = "/run/systemd/resolve/io.systemd.Resolve.Monitor"

  private static let limit = 8 << 20
  /// In nanoseconds, for the whole answer.
  private static let patience: UInt64 = 1_000_000_000
  private static let call = #"{"method":"io.systemd.Resolve.Monitor.DumpCache","parameters":{}}"#

  /// The answer as it came, if the process `pid` listens there, or process 1 in its place; empty where
  /// there is none, as before 254.
  package static func dump(of pid: UInt32, path: String = path) -> [UInt8] {
    guard let socket = FileDescriptor(checking: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)),
      connect(socket, to: path), [pid, 1].contains(listener(socket))
    else { return [] }
    let words = Array(call.utf8) + [0]
    let sent = unsafe send(socket.number, words, words.count, Int32(MSG_NOSIGNAL))
    return sent == words.count ? answer(socket) : []
  }

  private static func connect(_ socket: borrowing FileDescriptor, to path: String) -> Bool {
    var patience = timeval(tv_sec: 0, tv_usec: 200_000)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      unsafe setsockopt(
        socket.number, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let text = Array(path.utf8)
    let isWhole = unsafe withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard text.count < place.count else { return false }
      unsafe place.copyBytes(from: text)
      return true
    }
    guard isWhole else { return false }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(socket.number, $0, size) == 0
      }
    }
  }

  /// The process that listens; 0 where the kernel does not say.
  private static func listener(_ socket: borrowing FileDescriptor) -> UInt32 {
    var words: [UInt32] = [0, 0, 0]  // struct ucred
    var size = socklen_t(12)
    guard unsafe getsockopt(socket.number, SOL_SOCKET, SO_PEERCRED, &words, &size) == 0 else {
      return 0
    }
    return words[0]
  }

  /// Up to the zero that ends a message of varlink.
  private static func answer(_ socket: borrowing FileDescriptor) -> [UInt8] {
    let end = Clock.boottime() + patience
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limit, Clock.boottime() < end {
      let count = unsafe recv(socket.number, &chunk, chunk.count, 0)
      guard count > 0 else { return [] }
      if let zero = chunk[..<count].firstIndex(of: 0) { return bytes + chunk[..<zero] }
      bytes += chunk[..<count]
    }
    return []
  }
}
