// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A descriptor that takes bytes in a row: stdout, a file, a pipe.
struct StreamSink {
  let name: String
  private let path: String?
  private var descriptor: Int32
  /// The last line could not be written to its end: the next begins on a line of its own.
  private var isTorn = false

  /// A descriptor that stays the caller's.
  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    path = nil
  }

  /// A file, made if it is not there, readable by its owner only.
  init(path: String) throws(SinkError) {
    name = "file:\(path)"
    self.path = path
    descriptor = try Self.open(path)
  }

  private static func open(_ path: String) throws(SinkError) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK
    let descriptor = unsafe Glibc.open(path, flags, 0o600)
    if descriptor < 0 { throw .cannotOpen(path: path, code: errno) }
    var facts = stat()
    let kind = unsafe fstat(descriptor, &facts) == 0 ? facts.st_mode & S_IFMT : 0
    if kind == S_IFREG || kind == S_IFCHR { return descriptor }
    Glibc.close(descriptor)
    throw .notAFile(path: path)
  }

  /// Opens the path again, after the file was moved. The old one stays if that fails.
  mutating func reopen() throws(SinkError) {
    guard let path else { return }
    let fresh = try Self.open(path)
    Glibc.close(descriptor)
    descriptor = fresh
    isTorn = false
  }

  func close() {
    if path != nil { Glibc.close(descriptor) }
  }

  /// Writes all of the line, however long that takes.
  mutating func write(_ line: [UInt8]) throws(SinkError) {
    if isTorn {
      try send([UInt8(ascii: "\n")])
      isTorn = false
    }
    try send(line)
  }

  private mutating func send(_ bytes: [UInt8]) throws(SinkError) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count > 0 {
        sent += count
      } else {
        try recover(count == 0 ? EIO : errno, torn: sent > 0)
      }
    }
  }

  /// Returns if trying again may help; throws otherwise.
  private mutating func recover(_ code: Int32, torn: Bool) throws(SinkError) {
    switch code {
    case EINTR: return
    case EAGAIN: waitForRoom()
    case EPIPE: throw .closed(output: name)
    default:
      isTorn = isTorn || torn
      throw .cannotWrite(output: name, code: code)
    }
  }

  /// Waits for room: another process made the open file non-blocking.
  private func waitForRoom() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&waiting, 1, 1000)
  }
}
