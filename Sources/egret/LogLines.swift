// SPDX-License-Identifier: Apache-2.0

import Events
import Glibc
import Kernel

/// The lines of a file, however long it is: one line's bytes are kept at a time.
struct LogLines: ~Copyable {
  private static let chunk = 64 << 10

  private let file: FileDescriptor
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// The line that was given last has no end: the file was cut off there, or somebody else wrote it.
  private(set) var isTorn = false

  /// `-` is stdin.
  init(path: String) throws(SystemCallError) {
    let number =
      unsafe path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw SystemCallError(code: errno) }
    file = FileDescriptor(number)
  }

  /// The next line without its end; nil at the end of the file. A line longer than a log may have
  /// comes in part, and is still longer than that.
  mutating func next() throws(SystemCallError) -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return buffer[position..<end]
      }
      if isAtEnd || buffer.count - position >= EventLogWriter.lineLimit { return rest() }
      searched = buffer.count - position
      try fill()
    }
  }

  private mutating func rest() -> ArraySlice<UInt8>? {
    defer { position = buffer.count }
    isTorn = isAtEnd && position < buffer.count
    return position < buffer.count ? buffer[position...] : nil
  }

  private mutating func fill() throws(SystemCallError) {
    buffer.removeFirst(position)
    position = 0
    let chunk = try ByteStream.read(file.number, most: Self.chunk)
    isAtEnd = chunk.isEmpty
    buffer += chunk
  }
}
