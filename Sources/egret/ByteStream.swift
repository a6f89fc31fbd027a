// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads and writes of open descriptors that go on after a call was interrupted or came short.
enum ByteStream {
  /// What one read gives, at most so many bytes; empty at the end.
  static func read(_ descriptor: Int32, most: Int) throws(SystemCallError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      repeat {
        let read = unsafe Glibc.read(descriptor, buffer.baseAddress, most)
        code = read < 0 ? errno : 0
        count = max(read, 0)
      } while code == EINTR
    }
    if code != 0 { throw SystemCallError(code: code) }
    return bytes
  }

  /// All of the bytes, however long that takes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemCallError) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0 { try wait(for: descriptor, after: errno) }
      sent += max(count, 0)
    }
  }

  /// Returns if trying again may help: another process may have made the open file non-blocking.
  private static func wait(for descriptor: Int32, after code: Int32) throws(SystemCallError) {
    guard code == EINTR || code == EAGAIN else { throw SystemCallError(code: code) }
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    if code == EAGAIN { _ = unsafe poll(&waiting, 1, -1) }
  }
}
