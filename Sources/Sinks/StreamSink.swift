// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A descriptor that takes bytes in a row: stdout, a file, a pipe.
struct StreamSink {
  let name: String
  private let path: String?
  private let access: FileAccess?
  private var descriptor: Int32
  /// The last line could not be written to its end: the next begins on a line of its own.
  private var isTorn = false

  /// A descriptor that stays the caller's.
  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    path = nil
    access = nil
  }

  /// A file, made if it is not there.
  init(path: String, access: FileAccess? = nil) throws(SinkError) {
    name = "file:\(path)"
    self.path = path
    self.access = access
    descriptor = try Self.open(path, access)
    isTorn = Self.isTorn(descriptor)
  }

  /// Whether an earlier run left the begin of a line behind.
  private static func isTorn(_ descriptor: Int32) -> Bool {
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      return false
    }
    return TornTail(descriptor: descriptor, size: Int(facts.st_size)).blank()
  }

  /// One that is there keeps its access if none was asked for; a new one is its owner's only.
  private static func open(_ path: String, _ access: FileAccess?) throws(SinkError) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK
    let descriptor = unsafe Glibc.open(path, flags, 0o600)
    if descriptor < 0 { throw .cannotOpen(path: path, code: errno) }
    var facts = stat()
    let kind = unsafe fstat(descriptor, &facts) == 0 ? facts.st_mode & S_IFMT : 0
    do throws(SinkError) {
      guard kind == S_IFREG || kind == S_IFCHR else { throw .notAFile(path: path) }
      if kind == S_IFREG { try access?.apply(to: descriptor, path: path) }
      return descriptor
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  /// Opens the path again, after the file was moved. The old one stays if that fails.
  mutating func reopen() throws(SinkError) {
    guard let path else { return }
    let fresh = try Self.open(path, access)
    Glibc.close(descriptor)
    descriptor = fresh
    isTorn = Self.isTorn(descriptor)
  }

  func close() {
    if path != nil { Glibc.close(descriptor) }
  }

  /// What is looked at to notice that nobody reads any more.
  var watched: Int32? { path == nil ? descriptor : nil }

  /// Writes the lines, however long that takes: how many are whole, and why the next is not.
  mutating func write(_ lines: ArraySlice<OutputLine>) -> (count: Int, fault: SinkError?) {
    var bytes = isTorn ? [UInt8(ascii: "\n")] : []
    let mended = bytes.count
    bytes.reserveCapacity(lines.reduce(mended) { $0 + $1.bytes.count })
    for line in lines { bytes += line.bytes }
    let (sent, fault) = send(bytes)
    if sent >= mended { isTorn = false }
    guard let fault else { return (lines.count, nil) }
    var (count, end) = (0, mended)
    for line in lines where end + line.bytes.count <= sent {
      (count, end) = (count + 1, end + line.bytes.count)
    }
    if sent > end { cutOff(sent - end) }
    return (count, fault)
  }

  /// The begin of a line is no line: it is taken back or, where that cannot be, ended.
  private mutating func cutOff(_ count: Int) {
    var facts = stat()
    let isFile = unsafe path != nil && fstat(descriptor, &facts) == 0
    let isCut = isFile && ftruncate(descriptor, max(0, facts.st_size - off_t(count))) == 0
    isTorn = !isCut
  }

  /// How many bytes were sent, and why not the others.
  private func send(_ bytes: [UInt8]) -> (sent: Int, fault: SinkError?) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count > 0 {
        sent += count
      } else if let fault = fault(count == 0 ? EIO : errno) {
        return (sent, fault)
      }
    }
    return (sent, nil)
  }

  /// nil if trying again may help.
  private func fault(_ code: Int32) -> SinkError? {
    switch code {
    case EINTR: return nil
    case EAGAIN:
      waitForRoom()
      return nil
    case EPIPE: return .closed(output: name)
    default: return .cannotWrite(output: name, code: code)
    }
  }

  /// Waits for room: another process made the open file non-blocking.
  private func waitForRoom() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&waiting, 1, 1000)
  }
}
