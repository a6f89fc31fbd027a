// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// Egret's end of the stream to a parser. It waits for nothing longer than until its deadline, whatever the other
/// end does.
final class ParserStream {
  enum Fault: Error { case closed, late, malformed }

  private let descriptor: FileDescriptor
  private var deadline = Instant(nanoseconds: 0)

  init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

  /// Of everything that follows.
  func expect(by deadline: Instant) { self.deadline = deadline }

  func send(_ frames: [ParserFrame]) throws(Fault) {
    var left = frames.flatMap(\.encoded)[...]
    while !left.isEmpty {
      let count = unsafe left.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return 0 }
        return unsafe egret_send_quietly(descriptor.number, start, bytes.count)
      }
      if count > 0 { left = left.dropFirst(count) } else { try wait(for: POLLOUT) }
    }
  }

  func receive() throws(Fault) -> ParserFrame {
    guard let (kind, count) = ParserFrame.announced(by: try take(ParserFrame.headLength)) else {
      throw .malformed
    }
    return ParserFrame(kind, try take(count))
  }

  private func take(_ count: Int) throws(Fault) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var part = [UInt8](repeating: 0, count: min(count - bytes.count, 256 << 10))
      let size = unsafe recv(descriptor.number, &part, part.count, Int32(MSG_DONTWAIT))
      if size == 0 { throw .closed }
      if size > 0 { bytes += part[..<size] } else { try wait(for: POLLIN) }
    }
    return bytes
  }

  /// After a call that failed.
  private func wait(for event: Int32) throws(Fault) {
    guard [EAGAIN, EINTR].contains(errno) else { throw .closed }
    let now = Instant(nanoseconds: Clock.boottime())
    guard now < deadline else { throw .late }
    var waited = pollfd(fd: descriptor.number, events: Int16(event), revents: 0)
    let left = deadline.since(now) / 1_000_000 + 1
    _ = unsafe poll(&waited, 1, Int32(clamping: left))
  }
}
